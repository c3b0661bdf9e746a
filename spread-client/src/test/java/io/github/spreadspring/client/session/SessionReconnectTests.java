package io.github.spreadspring.client.session;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.ConnectionClosedException;
import io.github.spreadspring.client.ConnectionRefusedException;
import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.PrivateNameInUseException;
import io.github.spreadspring.client.message.ConnectionEstablished;
import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.ConnectionRestored;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.testing.FreePorts;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.protocol.MemberId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A session comes back.
 */
class SessionReconnectTests {

	private final int port = FreePorts.next();

	private final String address = this.port + "@127.0.0.1";

	private final EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().port(this.port).build().start();

	private final SpreadSession session = Events.session(ConnectionSettings.of(this.address).privateName("app"));

	@AfterEach
	void close() {
		this.session.close();
		this.daemon.close();
	}

	@Test
	void timesThatNoClockCountsAreAsLongAsCanBe() throws Exception {
		Duration forEver = Duration.ofSeconds(Long.MAX_VALUE);
		ConnectionSettings connection = ConnectionSettings.of(this.address)
			.privateName("patient")
			.connectTimeout(forEver)
			.sendTimeout(forEver);
		SessionSettings settings = SessionSettings.of(connection)
			.reconnectDelay(Duration.ofMillis(5), forEver)
			.privateNameWait(forEver)
			.pingInterval(forEver)
			.pingTimeout(forEver);
		this.daemon.kill();
		try (SpreadSession patient = new SpreadSession(settings)) {
			patient.start();
			assertThat(patient.state()).isNotEqualTo(SessionState.CONNECTED);
			this.daemon.start();
			assertThat(patient.awaitConnected(forEver)).isTrue();
			this.daemon.restart();
			Awaitility.await().until(() -> patient.statistics().reconnects() == 1);
		}
		assertThat(settings.reconnectMaxDelay()).isEqualTo(Duration.ofDays(36_500));
		assertThat(new Backoff(settings.reconnectMaxDelay(), settings.reconnectMaxDelay()).delay(50)).isPositive();
	}

	@Test
	void afterARestartOfTheDaemonEveryStreamLearnsOfTheGap() throws Exception {
		this.session.start();
		SpreadStream one = this.session.open();
		SpreadStream two = this.session.open();
		one.join("g").get(10, TimeUnit.SECONDS);
		one.join("h").get(10, TimeUnit.SECONDS);
		two.join("h").get(10, TimeUnit.SECONDS);
		MemberId self = MemberId.of("app", "localhost");
		long before = System.nanoTime();
		restart();
		for (SpreadStream stream : List.of(one, two)) {
			Events events = Events.of(stream);
			assertThat(events.next()).isEqualTo(new ConnectionEstablished(self));
			if (stream == one) {
				events.nextJoined("g");
			}
			events.nextJoined("h");
			ConnectionLost lost = events.next(ConnectionLost.class);
			assertThat(lost.member()).isEqualTo(self);
			assertThat(lost.reason()).contains(this.address);
			ConnectionRestored restored = events.next(ConnectionRestored.class);
			assertThat(restored.previous()).isEqualTo(self);
			assertThat(restored.member()).isEqualTo(self);
			assertThat(restored.gap()).isPositive().isLessThan(Duration.ofNanos(System.nanoTime() - before));
			if (stream == one) {
				events.nextJoined("g");
			}
			assertThat(events.nextJoined("h").view().members()).containsExactly(self);
		}
		this.session.multicast(Mailbox.message("h", "as before"));
		assertThat(Events.of(two).nextText()).isEqualTo("as before");
	}

	@Test
	void whoeverHasItsNameFromTheDaemonComesBackAsSomebodyElse() throws Exception {
		try (SpreadSession anonymous = Events.session(ConnectionSettings.of(this.address))) {
			anonymous.start();
			Events events = Events.of(anonymous.open());
			MemberId first = events.next(ConnectionEstablished.class).member();
			assertThat(anonymous.privateGroup()).isEqualTo(first);
			restart();
			assertThat(events.next(ConnectionLost.class).member()).isEqualTo(first);
			ConnectionRestored restored = events.next(ConnectionRestored.class);
			assertThat(restored.previous()).isEqualTo(first);
			assertThat(anonymous.awaitConnected(Mailbox.PATIENCE)).isTrue();
			assertThat(anonymous.privateGroup()).isEqualTo(restored.member());
			SpreadStream later = anonymous.open();
			later.join(SpreadStream.PRIVATE);
			assertThat(Events.of(later).next()).isEqualTo(new ConnectionEstablished(restored.member()));
			anonymous.multicast(Mailbox.message(restored.member().toString(), "to myself"));
			assertThat(Events.of(later).next()).isNotNull();
		}
	}

	@Test
	void aNameThatIsStillTakenIsTriedUntilItIsFree() throws Exception {
		Mailbox ghost = Mailbox.open(this.address, "app");
		try (SpreadSession session = new SpreadSession(this.session.settings().privateNameWait(Duration.ZERO))) {
			SpreadStream stream = session.open();
			session.start();
			assertThat(session.lastFailure()).isInstanceOf(PrivateNameInUseException.class);
			assertThat(session.state()).isIn(SessionState.CONNECTING, SessionState.BACKING_OFF);
			ghost.connection().kill();
			assertThat(session.awaitConnected(Mailbox.PATIENCE)).isTrue();
			assertThat(Events.of(stream).next()).isEqualTo(new ConnectionEstablished(MemberId.of("app", "localhost")));
			assertThat(session.lastFailure()).isNull();
		}
	}

	@Test
	void withoutADaemonTheSessionWaitsForOne() throws Exception {
		this.daemon.close();
		SpreadStream stream = this.session.open();
		stream.join("g");
		this.session.start();
		assertThat(this.session.lastFailure()).isInstanceOf(ConnectionRefusedException.class);
		assertThat(this.session.privateGroup()).isNull();
		assertThat(this.session.awaitConnected(Duration.ofMillis(10))).isFalse();
		this.daemon.start();
		Events events = Events.of(stream);
		events.next(ConnectionEstablished.class);
		events.nextJoined("g");
		assertThat(this.session.state()).isEqualTo(SessionState.CONNECTED);
	}

	@Test
	void sendingWithoutAConnectionFailsAtOnce() {
		assertNotConnected(SessionState.DISCONNECTED);
		this.session.start();
		this.session.multicast(Mailbox.message("g", "goes out"));
		this.daemon.close();
		Awaitility.await().until(() -> this.session.privateGroup() == null);
		assertThatExceptionOfType(ConnectionClosedException.class)
			.isThrownBy(() -> this.session.multicast(Mailbox.message("g", "x")))
			.withMessageContaining(this.address);
		this.session.stop();
		assertNotConnected(SessionState.DISCONNECTED);
		this.session.close();
		assertNotConnected(SessionState.CLOSED);
	}

	@Test
	void whoeverIsToldOfTheConnectionCanSend() throws Exception {
		SpreadStream stream = this.session.open();
		stream.join(SpreadStream.PRIVATE);
		for (int i = 0; i < 200; i++) {
			stream.join("g" + i);
		}
		Thread starting = new Thread(this.session::start);
		starting.start();
		Events events = Events.of(stream);
		MemberId self = events.next(ConnectionEstablished.class).member();
		this.session.multicast(Mailbox.message(self.toString(), "at once"));
		while (!(events.next() instanceof RegularMessage message && Mailbox.text(message).equals("at once"))) {
			assertThat(stream.groups()).hasSize(201);
		}
		starting.join(Mailbox.PATIENCE.toMillis());
	}

	@Test
	void theNextDaemonOfTheListTakesOver() throws Exception {
		try (EmbeddedSpreadDaemon second = EmbeddedSpreadDaemon.builder().name("second").build().start();
				SpreadSession session = new SpreadSession(this.session.settings()
					.addresses(List.of(DaemonAddress.parse(this.address), DaemonAddress.parse(second.address()))))) {
			SpreadStream stream = session.open();
			stream.join("g");
			session.start();
			assertThat(session.address()).hasToString(this.address);
			Events events = Events.of(stream);
			events.next(ConnectionEstablished.class);
			events.nextJoined("g");
			this.daemon.close();
			events.next(ConnectionLost.class);
			assertThat(events.next(ConnectionRestored.class).member()).isEqualTo(MemberId.of("app", "second"));
			assertThat(events.nextJoined("g").view().members()).containsExactly(MemberId.of("app", "second"));
			assertThat(session.address()).hasToString(second.address());
		}
	}

	@Test
	void thousandsOfGroupsAreJoinedAgain() throws Exception {
		int groups = 8_000;
		SpreadStream stream = this.session.open(groups + 10, Long.MAX_VALUE);
		for (int i = 0; i < groups; i++) {
			stream.join("g" + i);
		}
		this.session.start();
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(stream::size, (size) -> size == groups + 1);
		Events events = Events.of(stream);
		events.next(ConnectionEstablished.class);
		for (int i = 0; i < groups; i++) {
			events.nextJoined("g" + i);
		}
	}

	private void restart() {
		this.daemon.close();
		this.daemon.start();
	}

	private void assertNotConnected(SessionState state) {
		assertThat(this.session.state()).isEqualTo(state);
		assertThatExceptionOfType(ConnectionClosedException.class)
			.isThrownBy(() -> this.session.multicast(Mailbox.message("g", "x")))
			.withMessageContaining("Not connected")
			.withMessageContaining(state.name());
	}

}
