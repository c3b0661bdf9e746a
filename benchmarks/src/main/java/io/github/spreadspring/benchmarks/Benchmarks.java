package io.github.spreadspring.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;

import io.github.spreadspring.benchmarks.path.PathCommand;

/**
 * The entry of the jar.
 */
@Command(name = "benchmarks", mixinStandardHelpOptions = true,
		description = "Measures how fast the client, the daemon and the way through Spring are.",
		subcommands = { PathCommand.class })
public final class Benchmarks {

	private Benchmarks() {
	}

	/**
	 * Run a command.
	 * @param args see {@code --help}
	 */
	public static void main(String[] args) {
		CommandLine commandLine = new CommandLine(new Benchmarks());
		System.exit(commandLine.execute((args.length != 0) ? args : new String[] { "--help" }));
	}

}
