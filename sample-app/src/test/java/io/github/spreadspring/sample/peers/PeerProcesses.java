package io.github.spreadspring.sample.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Starts programs for a test and ends them with it, whatever becomes of it. When the test
 * fails, what they printed is shown.
 */
final class PeerProcesses implements AfterEachCallback {

	private final List<PeerProcess> processes = new ArrayList<>();

	/**
	 * Start a program of the peers.
	 * @param language its language
	 * @param program its name, such as {@code upload}
	 * @param arguments its arguments
	 * @return the running program
	 */
	PeerProcess start(PeerLanguage language, String program, String... arguments) throws IOException {
		return start(new ProcessBuilder(language.program(program, arguments)));
	}

	/**
	 * Start a program that does with the client of a language what the test says.
	 * @param language the language
	 * @return the running program
	 */
	PeerDriver drive(PeerLanguage language) throws IOException {
		Path driver = Path.of("src", "test", "resources", "peers", "driver").toAbsolutePath();
		ProcessBuilder builder = new ProcessBuilder(language.command(driver));
		builder.environment().put("PEERS", language.folder().toString());
		return new PeerDriver(start(builder));
	}

	private PeerProcess start(ProcessBuilder builder) throws IOException {
		PeerProcess process = new PeerProcess(builder);
		this.processes.add(process);
		return process;
	}

	@Override
	public void afterEach(ExtensionContext context) {
		this.processes.forEach(PeerProcess::close);
		if (context.getExecutionException().isPresent()) {
			this.processes.forEach((process) -> System.out.println(process.output()));
		}
		this.processes.clear();
	}

}
