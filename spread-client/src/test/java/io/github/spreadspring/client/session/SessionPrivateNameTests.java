package io.github.spreadspring.client.session;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

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
import io.github.spreadspring.client.testing.FreePorts;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.client.testing.ScriptedDaemon;
import io.github.spreadspring.client.testing.TestTransport;
import io.github.spreadspring.client.transport.Deadline;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.protocol.ErrorCode;
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

	private final SessionLog log;

	private final Mailbox other;

	private final SessionSettings settings;

	SessionPrivateNameTests(TestTransport transport) {
		transport.assumeAvailable();
		this.daemon = EmbeddedSpreadDaemon.builder().build().start();
		this.log = SessionLog.open();
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

	@Test
	void aDaemonThatComesBackIsTakenWhileTheNameIsWaitedFor() throws Exception {
		DaemonAddress later = DaemonAddress.parse(FreePorts.next() + "@127.0.0.1");
		SessionSettings settings = this.settings.privateNameWait(LONG)
			.addresses(List.of(DaemonAddress.parse(this.daemon.address()), later));
		try (EmbeddedSpreadDaemon second = EmbeddedSpreadDaemon.builder().name("second").port(later.port()).build();
				SpreadSession session = new SpreadSession(settings)) {
			session.start();
			assertThat(session.lastFailure()).isInstanceOf(PrivateNameInUseException.class);
			second.start();
			assertThat(session.awaitConnected(Mailbox.PATIENCE)).isTrue();
			assertThat(session.privateGroup()).isEqualTo(MemberId.of("orders-app", "second"));
			assertThat(lines()).hasSize(1);
		}
	}

	@Test
	void aDaemonThatDoesNotAnswerDoesNotDelayTheName() throws Exception {
		AtomicInteger tries = new AtomicInteger();
		try (ScriptedDaemon mute = ScriptedDaemon.start((peer) -> tries.incrementAndGet());
				SpreadSession session = new SpreadSession(this.settings.privateNameWait(LONG)
					.addresses(List.of(DaemonAddress.parse(mute.address()),
							DaemonAddress.parse(this.daemon.address()))))) {
			new Thread(session::start).start();
			Awaitility.await().until(() -> session.lastFailure() instanceof PrivateNameInUseException);
			this.other.connection().kill();
			assertThat(session.awaitConnected(Mailbox.PATIENCE)).isTrue();
			assertThat(session.address().toString()).isEqualTo(this.daemon.address());
			// each takes a second
			assertThat(tries).hasValueLessThan(3);
		}
	}

	@Test
	void theWaitBeginsAnewAfterAnOutage() throws Exception {
		Duration wait = Duration.ofSeconds(2);
		try (SpreadSession session = new SpreadSession(this.settings.privateNameWait(wait))) {
			new Thread(session::start).start();
			Awaitility.await().until(() -> lines().size() == 1);
			Deadline end = Deadline.in(wait);
			this.daemon.faults().refuse(ErrorCode.REJECT_QUOTA);
			Awaitility.await().until(() -> end.remainingNanos() == 0);
			this.daemon.faults().clear();
			Awaitility.await().until(() -> session.lastFailure() instanceof PrivateNameInUseException);
			this.other.connection().kill();
			assertThat(session.awaitConnected(Mailbox.PATIENCE)).isTrue();
			assertThat(lines()).noneMatch((line) -> line.contains("Still not connected"));
		}
	}

	private List<String> lines() {
		return this.log.about(this.daemon.address());
	}

}
