package io.github.spreadspring.benchmarks.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.SpreadConnectException;
import io.github.spreadspring.client.SpreadConnection;

/**
 * A C daemon on the loopback interface, alone in its network, with a configuration of its
 * own.
 */
final class RealDaemon implements TestDaemon {

	private static final String NAME = "localhost";

	private static final Duration PATIENCE = Duration.ofSeconds(15);

	private final int port = FreePort.next();

	private final Path directory;

	private final Process process;

	private final Thread hook = new Thread(this::end);

	private RealDaemon(Path binary) throws IOException {
		this.directory = Files.createTempDirectory("spread-benchmarks");
		Path configuration = Files.write(this.directory.resolve("spread.conf"), configuration());
		this.process = new ProcessBuilder(binary.toString(), "-n", NAME, "-c", configuration.toString())
			.redirectErrorStream(true)
			.redirectOutput(this.directory.resolve("log").toFile())
			.start();
		Runtime.getRuntime().addShutdownHook(this.hook);
	}

	static RealDaemon start(Path binary) {
		try {
			RealDaemon daemon = new RealDaemon(binary);
			daemon.awaitDelivery();
			return daemon;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The daemon does not start: " + ex.getMessage(), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while the daemon was starting", ex);
		}
	}

	private List<String> configuration() throws IOException {
		Path runtime = Files.createDirectory(this.directory.resolve("runtime"));
		List<String> lines = new ArrayList<>();
		lines.add("Spread_Segment 127.0.0.255:%d { %s 127.0.0.1 { 127.0.0.1 } }".formatted(this.port, NAME));
		lines.add("RuntimeDir = " + runtime);
		if ("root".equals(System.getProperty("user.name"))) {
			// a daemon started by root gives its rights up
			lines.add("DaemonUser = nobody");
			lines.add("DaemonGroup = nogroup");
			Files.getFileAttributeView(runtime, PosixFileAttributeView.class)
				.setOwner(runtime.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
		}
		return lines;
	}

	/**
	 * A daemon takes connections at once, but delivers nothing before its first
	 * membership.
	 */
	private void awaitDelivery() throws InterruptedException {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (System.nanoTime() < deadline && this.process.isAlive()) {
			try (SpreadConnection connection = SpreadConnection
				.open(ConnectionSettings.of(address(SocketKind.TCP)).connectTimeout(Duration.ofSeconds(2)))) {
				connection.join("started");
				if (connection.receive(PATIENCE) != null) {
					return;
				}
			}
			catch (SpreadConnectException ex) {
				Thread.sleep(50);
			}
		}
		String log = this.directory.resolve("log").toString();
		boolean alive = this.process.isAlive();
		this.process.destroyForcibly();
		throw new IllegalStateException(
				alive ? "The daemon delivers nothing, see " + log : "The daemon ended at once, see " + log);
	}

	@Override
	public String address(SocketKind socket) {
		return socket.address(this.port);
	}

	@Override
	public long pid() {
		return this.process.pid();
	}

	@Override
	public void close() {
		end();
		Runtime.getRuntime().removeShutdownHook(this.hook);
	}

	private void end() {
		this.process.destroy();
		try {
			if (!this.process.waitFor(5, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
			Files.deleteIfExists(Path.of("/tmp", "" + this.port));
			try (Stream<Path> files = Files.walk(this.directory)) {
				files.sorted(Comparator.reverseOrder()).forEach((file) -> file.toFile().delete());
			}
		}
		catch (IOException ex) {
			System.err.println("Files of the daemon stay behind: " + ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
