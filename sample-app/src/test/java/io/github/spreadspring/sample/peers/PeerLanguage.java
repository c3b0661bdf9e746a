package io.github.spreadspring.sample.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * A language that there are peers in.
 */
enum PeerLanguage {

	PYTHON("py", "3.9", List.of("python3", "-B"), "-c", "import sys; sys.exit(sys.version_info < (3, 9))"),

	PHP("php", "8.1", List.of("php"), "-r", "exit((int) (PHP_VERSION_ID < 80100));"),

	NODE("mjs", "18", List.of("node"), "-e", "process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)");

	private final String suffix;

	private final String minimum;

	private final List<String> interpreter;

	private final boolean installed;

	PeerLanguage(String suffix, String minimum, List<String> interpreter, String option, String check) {
		this.suffix = suffix;
		this.minimum = minimum;
		this.interpreter = interpreter;
		this.installed = succeeds(with(interpreter, option, check));
	}

	/**
	 * Skip what needs this language where it is not installed, and say so.
	 */
	void require() {
		String reason = "No %s %s or newer on the PATH: its peers are skipped".formatted(this.interpreter.get(0),
				this.minimum);
		if (!this.installed) {
			System.out.println(reason);
		}
		assumeThat(this.installed).as(reason).isTrue();
	}

	/**
	 * Return where the peers are.
	 * @return the folder
	 */
	Path folder() {
		return Path.of("peers", name().toLowerCase(Locale.ROOT)).toAbsolutePath();
	}

	/**
	 * Return how a program of the peers is run.
	 * @param program its name, such as {@code upload}
	 * @param arguments its arguments
	 * @return the command line
	 */
	List<String> program(String program, String... arguments) {
		return command(folder().resolve(program), arguments);
	}

	/**
	 * Return how a program is run.
	 * @param program the file, without suffix
	 * @param arguments its arguments
	 * @return the command line
	 */
	List<String> command(Path program, String... arguments) {
		return with(with(this.interpreter, program + "." + this.suffix), arguments);
	}

	private static List<String> with(List<String> beginning, String... arguments) {
		List<String> command = new ArrayList<>(beginning);
		command.addAll(List.of(arguments));
		return command;
	}

	private static boolean succeeds(List<String> command) {
		try {
			Process process = new ProcessBuilder(command).start();
			try {
				return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
			}
			finally {
				process.destroyForcibly();
			}
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
