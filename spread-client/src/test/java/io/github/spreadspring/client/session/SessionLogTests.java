package io.github.spreadspring.client.session;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.testing.FreePorts;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.client.testing.ScriptedDaemon;
import io.github.spreadspring.client.testing.ScriptedPeer;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a session says of its connections, which is little.
 */
class SessionLogTests {

	private static final int MANY = 100;

	private final SessionLog log = SessionLog.open();

	@AfterEach
	void close() {
		this.log.close();
	}

	@Test
	void anOutageIsSaidOnceHoweverLongItLasts() throws Exception {
		int port = FreePorts.next();
		String address = port + "@127.0.0.1";
		try (EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().port(port).build().start();
				SpreadSession session = session(address)) {
			BackOffCounter backOffs = new BackOffCounter();
			session.addStateListener(backOffs);
			session.start();
			daemon.kill();
			Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> backOffs.count() > MANY);
			// in the moment of its death a daemon may still accept, which is another
			// failure
			List<String> lines = this.log.about(address);
			assertThat(lines).hasSizeBetween(3, 4);
			assertThat(lines.get(0)).startsWith("INFO Session \"app\": Connected");
			assertThat(lines.get(1)).startsWith("WARNING Session \"app\": Connection lost, reconnecting");
			assertThat(lines.get(lines.size() - 1))
				.startsWith("WARNING Session \"app\": No Spread daemon accepts connections")
				.endsWith("Will keep trying, at most 2 ms apart.");
			daemon.start();
			assertThat(session.awaitConnected(Mailbox.PATIENCE)).isTrue();
			assertThat(this.log.about(address)).hasSize(lines.size() + 1)
				.last()
				.asString()
				.startsWith("INFO Session \"app\": Connected");
		}
	}

	@Test
	void failuresInTurnAreEachSaidOnce() throws Exception {
		AtomicInteger attempts = new AtomicInteger();
		try (ScriptedDaemon daemon = ScriptedDaemon.start((peer) -> {
			byte[] answer = { (byte) ((attempts.incrementAndGet() % 2 == 0) ? -3 : -9) };
			peer.say(answer);
			peer.close();
		}); SpreadSession session = session(daemon.address())) {
			session.start();
			Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> attempts.get() > MANY);
			assertThat(this.log.about(daemon.address())).hasSize(2).allMatch((line) -> line.startsWith("WARNING"));
		}
	}

	@Test
	void whoThrowsUsOutAgainAndAgainFillsNoLog() throws Exception {
		AtomicInteger attempts = new AtomicInteger();
		AtomicInteger tame = new AtomicInteger();
		try (ScriptedDaemon daemon = ScriptedDaemon.start((peer) -> {
			peer.welcome();
			if (attempts.incrementAndGet() <= MANY) {
				peer.close();
			}
			else {
				tame.incrementAndGet();
			}
		}); SpreadSession session = session(daemon.address())) {
			session.start();
			Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> tame.get() > 0);
			// the last line tells how it is
			Awaitility.await()
				.untilAsserted(() -> assertThat(this.log.about(daemon.address())).last()
					.asString()
					.startsWith("INFO Session \"app\": Connected"));
			assertThat(this.log.about(daemon.address())).hasSizeBetween(3, 5);
			ScriptedPeer peer = daemon.nextClient();
			assertThat(peer.id().privateName()).isEqualTo("app");
		}
	}

	@Test
	void aDaemonThatDiesTwiceInAMomentIsNotSaidToBeThere() throws Exception {
		int port = FreePorts.next();
		String address = port + "@127.0.0.1";
		ConnectionSettings connection = ConnectionSettings.of(address).privateName("app");
		try (EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().port(port).build().start();
				SpreadSession session = new SpreadSession(
						SessionSettings.of(connection).reconnectDelay(Duration.ofMillis(5), Duration.ofSeconds(20)))) {
			BackOffCounter backOffs = new BackOffCounter();
			session.addStateListener(backOffs);
			session.start();
			daemon.kill();
			Awaitility.await().until(() -> backOffs.count() > 2);
			daemon.start();
			assertThat(session.awaitConnected(Mailbox.PATIENCE)).isTrue();
			assertThat(this.log.about(address)).last().asString().startsWith("INFO Session \"app\": Connected");
			daemon.kill();
			int before = backOffs.count();
			Awaitility.await().until(() -> backOffs.count() > before + 1);
			assertThat(this.log.about(address)).last().asString().startsWith("WARNING");
		}
	}

	@Test
	void eachLineIsMadeOfSentences() {
		String address = "4803@no-such-host.invalid";
		try (SpreadSession session = session(address)) {
			session.start();
			assertThat(this.log.about(address)).singleElement()
				.asString()
				.contains("no-such-host.invalid is not known. Will keep trying");
		}
	}

	@Test
	void aSessionWithoutNameIsNotNamed() {
		try (EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build().start();
				SpreadSession session = new SpreadSession(
						SessionSettings.of(ConnectionSettings.of(daemon.address())))) {
			session.start();
			assertThat(this.log.about(daemon.address())).singleElement().asString().startsWith("INFO Connected to");
		}
	}

	private static SpreadSession session(String address) {
		return new SpreadSession(SessionSettings.of(ConnectionSettings.of(address).privateName("app"))
			.reconnectDelay(Duration.ofMillis(1), Duration.ofMillis(2)));
	}

}
