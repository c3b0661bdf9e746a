package io.github.spreadspring.benchmarks.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.github.spreadspring.protocol.MemberId;

/**
 * Daemons that run already, and a command that makes things go wrong with them.
 */
final class CommandFaults implements Faults {

	private static final int PATIENCE_SECONDS = 60;

	private final List<String> addresses;

	private final List<String> command;

	/**
	 * Take daemons.
	 * @param addresses where they listen, in the order of their numbers
	 * @param command the program and its first arguments; empty if nothing can go wrong
	 */
	CommandFaults(List<String> addresses, String command) {
		this.addresses = List.copyOf(addresses);
		this.command = command.isBlank() ? List.of() : List.of(command.strip().split("\\s+"));
	}

	@Override
	public List<String> addresses() {
		return this.addresses;
	}

	@Override
	public Set<Action> possible() {
		Set<Action> possible = EnumSet.of(Action.SLOW, Action.STOP_SESSION, Action.CLOSE_APPLICATION);
		if (!this.command.isEmpty()) {
			possible.addAll(Set.of(Action.KILL, Action.FREEZE, Action.PARTITION));
		}
		return possible;
	}

	@Override
	public void kill(int daemon) {
		run("kill", Integer.toString(daemon));
	}

	@Override
	public void start(int daemon) {
		run("start", Integer.toString(daemon));
	}

	@Override
	public void freeze(int daemon) {
		run("freeze", Integer.toString(daemon));
	}

	@Override
	public void thaw(int daemon) {
		run("thaw", Integer.toString(daemon));
	}

	@Override
	public void partition(List<List<Integer>> components) {
		List<String> arguments = new ArrayList<>(List.of("partition"));
		components.forEach(
				(component) -> arguments.add(component.stream().map(String::valueOf).collect(Collectors.joining(","))));
		run(arguments.toArray(String[]::new));
	}

	@Override
	public void merge() {
		run("merge");
	}

	@Override
	public void delay(int daemon, Duration delay) {
		throw new UnsupportedOperationException("A command cannot delay");
	}

	@Override
	public void disconnect(MemberId member) {
		throw new UnsupportedOperationException("A command cannot disconnect a client");
	}

	@Override
	public void cutFrame(MemberId member) {
		throw new UnsupportedOperationException("A command cannot cut frames");
	}

	@Override
	public void clear() {
		// each fault of the schedule has its end
	}

	@Override
	public void close() {
		// the daemons are not ours
	}

	private void run(String... arguments) {
		if (this.command.isEmpty()) {
			return;
		}
		List<String> line = new ArrayList<>(this.command);
		line.addAll(List.of(arguments));
		try {
			Process process = new ProcessBuilder(line).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
			if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
				process.destroyForcibly();
				throw new IllegalStateException("%s did not end within %d s".formatted(line, PATIENCE_SECONDS));
			}
			if (process.exitValue() != 0) {
				throw new IllegalStateException("%s ended with code %d".formatted(line, process.exitValue()));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("%s cannot be run: %s".formatted(line, ex.getMessage()), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
