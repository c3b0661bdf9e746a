package io.github.spreadspring.client.session;

import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.PrivateNameInUseException;
import io.github.spreadspring.client.message.ConnectionEstablished;
import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.ConnectionRestored;
import io.github.spreadspring.client.testing.EachTransport;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.client.testing.TestTransport;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.protocol.MemberId;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a session does while its private name is taken.
 */
@EachTransport
class SessionPrivateNameTests {

	private static final Duration LONG = Duration.ofMinutes(5);

	private static final Duration SHORT = Duration.ofMillis(50);

	private final EmbeddedSpreadDaemon daemon;

	private final SessionLines log;

	private final Mailbox other;

	private final SessionSettings settings;

	SessionPrivateNameTests(TestTransport transport) {
		transport.assumeAvailable();
		this.daemon = EmbeddedSpreadDaemon.builder().build().start();
		this.log = SessionLines.open();
		this.other = Mailbox.open(this.daemon.address(), "orders-app");
		ConnectionSettings connection = ConnectionSettings.of(this.daemon.address())
			.privateName("orders-app")
			.connectTimeout(Duration.ofSeconds(1));
		this.settings = SessionSettings.of(transport.over(connection))
			.reconnectDelay(Duration.ofMillis(5), Duration.ofMillis(20));
	}

	@AfterEach
	void close() {
		this.log.close();
		this.other.close();
		this.daemon.close();
	}

	@Test
	void theNameIsWaitedForAndTheStartReturnsBeforeThat() throws Exception {
		try (SpreadSession session = new SpreadSession(this.settings.privateNameWait(LONG))) {
			session.start();
			assertThat(session.awaitFirstAttempt(Duration.ZERO)).isFalse();
			assertThat(session.state()).isEqualTo(SessionState.CONNECTING);
			assertThat(session.lastFailure()).isInstanceOf(PrivateNameInUseException.class);
			assertThat(lines()).hasSize(1).first().asString().contains("WARNING", "is in use", "Will wait for it for");
			this.other.connection().kill();
			assertThat(session.awaitConnected(Mailbox.PATIENCE)).isTrue();
			assertThat(session.privateGroup()).isEqualTo(MemberId.of("orders-app", "localhost"));
			assertThat(lines()).hasSize(2);
		}
	}

	@Test
	void stoppingEndsTheWait() {
		try (SpreadSession session = new SpreadSession(this.settings.privateNameWait(LONG))) {
			session.start();
			session.stop();
			assertThat(session.state()).isEqualTo(SessionState.DISCONNECTED);
			Awaitility.await()
				.until(() -> Thread.getAllStackTraces()
					.keySet()
					.stream()
					.noneMatch((thread) -> thread.getName().equals("spread-session-orders-app")));
		}
	}

	@Test
	void afterTheWaitAnErrorIsLoggedOnceAndTheNameTriedFurther() throws Exception {
		try (SpreadSession session = new SpreadSession(this.settings.privateNameWait(SHORT))) {
			session.start();
			assertThat(session.awaitFirstAttempt(Mailbox.PATIENCE)).isTrue();
			assertThat(session.state()).isNotEqualTo(SessionState.CONNECTED);
			assertThat(session.lastFailure()).isInstanceOf(PrivateNameInUseException.class);
			BackOffCounter backOffs = new BackOffCounter();
			session.addStateListener(backOffs);
			Awaitility.await().until(() -> backOffs.count() > 20);
			assertThat(lines()).hasSize(2)
				.last()
				.asString()
				.contains("SEVERE", "Still not connected after 50 ms", "\"orders-app\" is in use", "Will keep trying");
			this.other.connection().kill();
			assertThat(session.awaitConnected(Mailbox.PATIENCE)).isTrue();
			assertThat(session.lastFailure()).isNull();
		}
	}

	@Test
	void onRequestASuffixTakesThePlaceOfTheEndOfTheName() throws Exception {
		SessionSettings settings = this.settings.privateNameWait(SHORT).privateNamePolicy(PrivateNamePolicy.SUFFIX);
		try (SpreadSession session = new SpreadSession(settings)) {
			Events events = Events.of(session.open());
			session.start();
			MemberId first = events.next(ConnectionEstablished.class).member();
			assertThat(first.privateName()).matches("orders--[0-9a-f]{2}");
			assertThat(session.privateGroup()).isEqualTo(first);
			assertThat(lines())
				.anyMatch((line) -> line.startsWith("WARNING") && line.contains("connected as " + first));
			this.daemon.faults().disconnect(first.privateName());
			events.next(ConnectionLost.class);
			assertThat(events.next(ConnectionRestored.class).member().privateName()).matches("orders--[0-9a-f]{2}");
			this.other.close();
			MemberId second = session.requirePrivateGroup();
			this.daemon.faults().disconnect(second.privateName());
			events.next(ConnectionLost.class);
			ConnectionRestored restored = events.next(ConnectionRestored.class);
			assertThat(restored.previous()).isEqualTo(second);
			assertThat(restored.member().privateName()).isEqualTo("orders-app");
		}
	}

	@Test
	void manyInstancesCanShareAName() throws Exception {
		SessionSettings settings = this.settings.privateNameWait(Duration.ZERO)
			.privateNamePolicy(PrivateNamePolicy.SUFFIX);
		try (SpreadSession one = new SpreadSession(settings);
				SpreadSession two = new SpreadSession(settings);
				SpreadSession three = new SpreadSession(settings)) {
			List<SpreadSession> sessions = List.of(one, two, three);
			sessions.forEach(SpreadSession::start);
			for (SpreadSession session : sessions) {
				assertThat(session.awaitConnected(Mailbox.PATIENCE)).isTrue();
			}
			assertThat(sessions.stream().map(SpreadSession::privateGroup).distinct()).hasSize(3);
		}
	}

	@Test
	void aDaemonWhereTheNameIsFreeIsBetterThanToWait() throws Exception {
		try (EmbeddedSpreadDaemon second = EmbeddedSpreadDaemon.builder().name("second").build().start();
				SpreadSession session = new SpreadSession(this.settings.privateNameWait(LONG)
					.addresses(List.of(DaemonAddress.parse(this.daemon.address()),
							DaemonAddress.parse(second.address()))))) {
			session.start();
			assertThat(session.privateGroup()).isEqualTo(MemberId.of("orders-app", "second"));
		}
	}

	private List<String> lines() {
		return this.log.about(this.daemon.address());
	}

}
