package io.github.spreadspring.benchmarks.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * A process that obeys the peer contract. It ends with the runner, whatever happens.
 */
final class ChildProcess implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final String END = "END";

	private static final int REMEMBERED = 15;

	private final String what;

	private final Process process;

	private final Thread hook;

	private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

	private final Deque<String> output = new ArrayDeque<>();

	private ChildProcess(String what, Process process) {
		this.what = what;
		this.process = process;
		this.hook = new Thread(process::destroyForcibly);
		Runtime.getRuntime().addShutdownHook(this.hook);
		Thread reader = new Thread(this::read, "output of " + what);
		reader.setDaemon(true);
		reader.start();
	}

	/**
	 * Start a process.
	 * @param what what it is, for messages
	 * @param command the command line
	 * @return the process
	 */
	static ChildProcess start(String what, List<String> command) {
		try {
			return new ChildProcess(what, new ProcessBuilder(command).redirectErrorStream(true).start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The %s does not start: %s".formatted(what, ex.getMessage()), ex);
		}
	}

	/**
	 * Start a process and wait until it is ready.
	 * @param what what it is, for messages
	 * @param command the command line
	 * @return the process
	 */
	static ChildProcess startReady(String what, List<String> command) {
		ChildProcess child = start(what, command);
		try {
			child.await("READY");
			return child;
		}
		catch (RuntimeException ex) {
			child.close();
			throw ex;
		}
	}

	long pid() {
		return this.process.pid();
	}

	void say(String line) {
		try {
			this.process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
			this.process.getOutputStream().flush();
		}
		catch (IOException ex) {
			throw failure("takes no more orders");
		}
	}

	/**
	 * Wait for an answer.
	 * @param beginning its first word
	 * @return the other words
	 */
	String[] await(String beginning) {
		String line = next();
		if (line == null) {
			throw failure("does not say " + beginning);
		}
		if (line.equals(END)) {
			throw failure("ended");
		}
		String[] words = line.split(" ");
		if (!words[0].equals(beginning)) {
			throw failure("said \"" + line + "\" in place of " + beginning);
		}
		return words;
	}

	private @Nullable String next() {
		try {
			return this.answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return null;
		}
	}

	private IllegalStateException failure(String problem) {
		synchronized (this.output) {
			return new IllegalStateException("The %s %s%s".formatted(this.what, problem,
					this.output.isEmpty() ? "" : "; its last output: " + String.join(" | ", this.output)));
		}
	}

	private void read() {
		try (BufferedReader lines = this.process.inputReader()) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				if (line.matches("(READY|MARK|LATENCY|ERROR)( .*)?")) {
					this.answers.add(line);
				}
				else {
					remember(line);
				}
			}
		}
		catch (IOException ex) {
			remember(ex.toString());
		}
		this.answers.add(END);
	}

	private void remember(String line) {
		synchronized (this.output) {
			this.output.add(line);
			if (this.output.size() > REMEMBERED) {
				this.output.remove();
			}
		}
	}

	/**
	 * End the process: it gets a moment to do so by itself.
	 */
	@Override
	public void close() {
		try {
			this.process.getOutputStream().close();
		}
		catch (IOException ex) {
			remember(ex.toString());
		}
		try {
			if (!this.process.waitFor(1, TimeUnit.SECONDS)) {
				this.process.destroyForcibly().waitFor();
			}
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
		removeHook();
	}

	private void removeHook() {
		try {
			Runtime.getRuntime().removeShutdownHook(this.hook);
		}
		catch (IllegalStateException ex) {
			// shutting down: the hook is running
		}
	}

}
