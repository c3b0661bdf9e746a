package io.github.spreadspring.sample.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL of its own, from the programs that Debian installs, on loopback, with its
 * data in a folder that goes with it.
 */
public final class PostgresServer implements AutoCloseable {

	private static final Path INSTALLED = Path.of("/usr/lib/postgresql");

	private static final long PATIENCE_SECONDS = 60;

	private final Path programs;

	private final Path folder;

	private final int port;

	private PostgresServer(Path programs, Path folder, int port) {
		this.programs = programs;
		this.folder = folder;
		this.port = port;
	}

	/**
	 * Whether there is a PostgreSQL, and somebody to run it: it refuses to run as root.
	 * @return {@code true} if so
	 */
	public static boolean isInstalled() {
		return programs().isPresent() && (!isRoot() || Files.isExecutable(Path.of("/usr/sbin/runuser")));
	}

	/**
	 * Start a server without tables.
	 * @return the server, which takes connections
	 * @throws IOException if a program fails; has what it said
	 */
	public static PostgresServer start() throws IOException {
		Path folder = Files.createTempDirectory("postgres");
		PostgresServer server = new PostgresServer(programs().orElseThrow(), folder, SampleRun.freePort());
		// a run that is ended in the middle leaves nothing behind
		Runtime.getRuntime().addShutdownHook(new Thread(server::closeAtTheEnd, "end of postgres"));
		if (isRoot()) {
			execute(List.of("chown", "postgres", folder.toString()));
		}
		try {
			server.run("initdb", "-D", server.data(), "-U", "uploads", "--auth=trust", "--encoding=UTF8", "--no-sync");
			server.run("pg_ctl", "-D", server.data(), "-w", "-l", folder + "/log", "-o",
					"-p %d -k %s -c listen_addresses=127.0.0.1 -c fsync=off".formatted(server.port, folder), "start");
			server.run("createdb", "-h", "127.0.0.1", "-p", Integer.toString(server.port), "-U", "uploads", "uploads");
			return server;
		}
		catch (IOException ex) {
			server.close();
			throw ex;
		}
	}

	public int port() {
		return this.port;
	}

	public String url() {
		return "jdbc:postgresql://127.0.0.1:%d/uploads".formatted(this.port);
	}

	@Override
	public synchronized void close() throws IOException {
		if (!Files.exists(this.folder)) {
			return;
		}
		if (Files.exists(this.folder.resolve("data/postmaster.pid"))) {
			run("pg_ctl", "-D", data(), "-w", "-m", "immediate", "stop");
		}
		try (Stream<Path> files = Files.walk(this.folder)) {
			for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
				Files.delete(file);
			}
		}
	}

	private void closeAtTheEnd() {
		try {
			close();
		}
		catch (IOException ex) {
			System.err.println("PostgreSQL of a test may be left in %s: %s".formatted(this.folder, ex));
		}
	}

	private String data() {
		return this.folder + "/data";
	}

	private void run(String program, String... arguments) throws IOException {
		List<String> command = new ArrayList<>();
		if (isRoot()) {
			command.addAll(List.of("runuser", "-u", "postgres", "--"));
		}
		command.add(this.programs.resolve(program).toString());
		command.addAll(List.of(arguments));
		execute(command);
	}

	private static void execute(List<String> command) throws IOException {
		// into a file: the server keeps what it inherits open, and a pipe would not end
		Path output = Files.createTempFile("postgres", ".txt");
		try {
			Process process = new ProcessBuilder(command).directory(output.getParent().toFile())
				.redirectErrorStream(true)
				.redirectOutput(output.toFile())
				.start();
			if (!hasEnded(process) || process.exitValue() != 0) {
				throw new IOException("%s failed: %s".formatted(command, Files.readString(output)));
			}
		}
		finally {
			Files.delete(output);
		}
	}

	private static boolean hasEnded(Process process) {
		try {
			return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		finally {
			process.destroy();
		}
	}

	private static boolean isRoot() {
		return "root".equals(System.getProperty("user.name"));
	}

	private static Optional<Path> programs() {
		if (!Files.isDirectory(INSTALLED)) {
			return Optional.empty();
		}
		try (Stream<Path> versions = Files.list(INSTALLED)) {
			return versions.map((version) -> version.resolve("bin"))
				.filter((programs) -> Files.isExecutable(programs.resolve("initdb"))
						&& Files.isExecutable(programs.resolve("pg_ctl")))
				.max(Comparator.naturalOrder());
		}
		catch (IOException ex) {
			return Optional.empty();
		}
	}

}
