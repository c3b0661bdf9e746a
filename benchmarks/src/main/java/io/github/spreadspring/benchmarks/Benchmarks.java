package io.github.spreadspring.benchmarks;

import java.util.Objects;

import picocli.CommandLine;
import picocli.CommandLine.Command;

import io.github.spreadspring.benchmarks.run.ClientCommand;
import io.github.spreadspring.benchmarks.run.CyclesCommand;
import io.github.spreadspring.benchmarks.run.JmhCommand;
import io.github.spreadspring.benchmarks.run.PathCommand;
import io.github.spreadspring.benchmarks.soak.SoakCommand;

/**
 * The entry of the jar.
 */
@Command(name = "benchmarks", mixinStandardHelpOptions = true,
		description = "Measures how fast the client, the daemon and the way through Spring are.", subcommands = {
				PathCommand.class, ClientCommand.class, CyclesCommand.class, SoakCommand.class, JmhCommand.class })
public final class Benchmarks {

	private Benchmarks() {
	}

	/**
	 * Run a command.
	 * @param args see {@code --help}
	 */
	public static void main(String[] args) {
		CommandLine commandLine = new CommandLine(new Benchmarks());
		Objects.requireNonNull(commandLine.getSubcommands().get("jmh")).setUnmatchedOptionsArePositionalParams(true);
		commandLine.setExecutionExceptionHandler((ex, command, parsed) -> {
			System.err.println(ex.getMessage());
			if (!(ex instanceof IllegalArgumentException)) {
				ex.printStackTrace();
			}
			return command.getCommandSpec().exitCodeOnExecutionException();
		});
		System.exit(commandLine.execute((args.length != 0) ? args : new String[] { "--help" }));
	}

}
