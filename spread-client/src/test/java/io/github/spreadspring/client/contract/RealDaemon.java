package io.github.spreadspring.client.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

import io.github.spreadspring.client.SpreadConnectException;
import io.github.spreadspring.client.testing.FreePorts;
import io.github.spreadspring.client.testing.Mailbox;

/**
 * A C daemon on the loopback interface, alone in its network. It ends with this JVM.
 */
final class RealDaemon {

	private static final String NAME = "localhost";

	private final int port = FreePorts.next();

	private final Path directory;

	private final Process process;

	private RealDaemon(String binary) throws IOException {
		this.directory = Files.createTempDirectory("spread-daemon");
		Path configuration = Files.write(this.directory.resolve("spread.conf"), configuration());
		this.process = new ProcessBuilder(binary, "-n", NAME, "-c", configuration.toString()).redirectErrorStream(true)
			.redirectOutput(this.directory.resolve("log").toFile())
			.start();
		Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
	}

	static RealDaemon start(String binary) {
		try {
			RealDaemon daemon = new RealDaemon(binary);
			daemon.awaitDelivery();
			return daemon;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	int port() {
		return this.port;
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
	private void awaitDelivery() {
		Awaitility.await()
			.atMost(Mailbox.PATIENCE)
			.ignoreExceptionsInstanceOf(SpreadConnectException.class)
			.failFast("The daemon ended, see " + this.directory, () -> !this.process.isAlive())
			.until(() -> {
				try (Mailbox mailbox = Mailbox.open(this.port + "@127.0.0.1", "")) {
					return mailbox.join("started") != null;
				}
			});
	}

	private void stop() {
		this.process.destroy();
		try {
			this.process.waitFor(5, TimeUnit.SECONDS);
			Files.deleteIfExists(FreePorts.unixSocket(this.port));
			try (Stream<Path> files = Files.walk(this.directory)) {
				files.sorted((a, b) -> b.compareTo(a)).map(Path::toFile).forEach((file) -> file.delete());
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
