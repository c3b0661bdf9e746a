package io.github.spreadspring.client.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.testing.EachTransport;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.client.testing.TestTransport;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * However often the daemon dies, a session leaves nothing behind. The system property
 * {@code spread.test.cycles} makes it more often.
 */
@EachTransport
class SessionLeakTests {

	private static final int CYCLES = Integer.getInteger("spread.test.cycles", 100);

	private static final int WARM_UP = 20;

	private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

	private final TestTransport transport;

	SessionLeakTests(TestTransport transport) {
		transport.assumeAvailable();
		this.transport = transport;
	}

	@Test
	void afterManyDeathsOfTheDaemonThereAreNoMoreThreadsAndDescriptors() throws Exception {
		ConnectionSettings connection = ConnectionSettings.of("4803@127.0.0.1").privateName("leak");
		try (EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build().start();
				SpreadSession session = new SpreadSession(SessionSettings
					.of(this.transport.over(connection.address(ConnectionSettings.of(daemon.address()).address())))
					.reconnectDelay(Duration.ofMillis(1), Duration.ofMillis(5))
					.pingInterval(Duration.ofMillis(10)))) {
			SpreadStream stream = session.open();
			stream.join("g");
			session.start();
			long descriptors = 0;
			long threads = 0;
			for (int i = 1; i <= WARM_UP + CYCLES; i++) {
				daemon.restart();
				long count = i;
				Awaitility.await()
					.atMost(Mailbox.PATIENCE)
					.pollInterval(Duration.ofMillis(1))
					.until(() -> session.statistics().reconnects() == count && session.view("g").isPresent());
				drain(stream);
				if (i == WARM_UP) {
					descriptors = descriptors();
					threads = threads();
				}
			}
			long descriptorsBefore = descriptors;
			long threadsBefore = threads;
			Awaitility.await()
				.atMost(Mailbox.PATIENCE)
				.untilAsserted(() -> assertThat(threads()).as("threads").isLessThanOrEqualTo(threadsBefore));
			Awaitility.await()
				.atMost(Mailbox.PATIENCE)
				.untilAsserted(
						() -> assertThat(descriptors()).as("descriptors").isLessThanOrEqualTo(descriptorsBefore));
		}
		Awaitility.await()
			.atMost(Mailbox.PATIENCE)
			.untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
				.noneMatch((name) -> name.endsWith("-leak")));
	}

	private static void drain(SpreadStream stream) throws InterruptedException {
		while (stream.receive(Duration.ZERO) != null) {
			assertThat(stream.groups()).containsExactly("g");
		}
	}

	/**
	 * Count all threads of this project: those of the session, of its pings and commands,
	 * of completions, of the native transport and of the daemon.
	 * @return how many there are
	 */
	private static long threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("spread-"))
			.count();
	}

	private static long descriptors() throws IOException {
		if (!Files.isDirectory(DESCRIPTORS)) {
			// only Linux tells
			return 0;
		}
		try (Stream<Path> files = Files.list(DESCRIPTORS)) {
			return files.count();
		}
	}

}
