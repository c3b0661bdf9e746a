package io.github.spreadspring.sample.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A program of another language while it runs.
 */
final class PeerProcess implements AutoCloseable {

	private static final long PATIENCE_SECONDS = 20;

	private final Process process;

	private final Writer input;

	private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

	private final BlockingQueue<String> remarks = new LinkedBlockingQueue<>();

	private final List<String> output = new CopyOnWriteArrayList<>();

	PeerProcess(ProcessBuilder builder) throws IOException {
		this.output.add("$ " + String.join(" ", builder.command()));
		this.process = builder.start();
		this.input = this.process.outputWriter(StandardCharsets.UTF_8);
		readTo(this.lines, new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8));
		readTo(this.remarks, new InputStreamReader(this.process.getErrorStream(), StandardCharsets.UTF_8));
	}

	private void readTo(BlockingQueue<String> queue, InputStreamReader stream) {
		Thread reader = new Thread(() -> {
			try (BufferedReader text = new BufferedReader(stream)) {
				text.lines().forEach((line) -> {
					this.output.add((line.length() < 1000) ? line : line.substring(0, 1000) + "…");
					queue.add(line);
				});
			}
			catch (IOException | UncheckedIOException ex) {
				this.output.add(ex.toString());
			}
		}, "output of a peer");
		reader.setDaemon(true);
		reader.start();
	}

	/**
	 * Write a line to the program.
	 * @param line the line
	 */
	void say(String line) throws IOException {
		this.input.write(line + "\n");
		this.input.flush();
	}

	void endInput(String last) throws IOException {
		this.input.write(last);
		this.input.close();
	}

	/**
	 * Wait for the next line that the program prints.
	 * @return the line
	 */
	String line() throws InterruptedException {
		return next(this.lines, "printed no line");
	}

	/**
	 * Wait for something that the program says to its user, on the standard error.
	 * @param text what stands in it
	 * @return the line
	 */
	String remark(String text) throws InterruptedException {
		String remark = next(this.remarks, "did not say \"%s\"".formatted(text));
		while (!remark.contains(text)) {
			remark = next(this.remarks, "did not say \"%s\"".formatted(text));
		}
		return remark;
	}

	private String next(BlockingQueue<String> queue, String problem) throws InterruptedException {
		String line = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
		if (line == null) {
			throw new AssertionError("The peer %s within %d s:\n%s".formatted(problem, PATIENCE_SECONDS, output()));
		}
		return line;
	}

	/**
	 * Ask the program to end, as service managers do.
	 */
	void terminate() {
		this.process.destroy();
	}

	/**
	 * Wait for the end of the program.
	 * @return its exit status
	 */
	int exitStatus() throws InterruptedException {
		if (!this.process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
			throw new AssertionError("The peer did not end within %d s:\n%s".formatted(PATIENCE_SECONDS, output()));
		}
		return this.process.exitValue();
	}

	String output() {
		return String.join("\n", this.output);
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
		this.process.onExit().join();
	}

}
