package io.github.spreadspring.client.session;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.message.ConnectionEstablished;
import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.ConnectionRestored;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.testing.EachTransport;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.client.testing.ScriptedDaemon;
import io.github.spreadspring.client.testing.ScriptedPeer;
import io.github.spreadspring.client.testing.TestTransport;
import io.github.spreadspring.daemon.AccessPolicy;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.ServiceType;
import io.github.spreadspring.protocol.SpreadException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A session that sends itself messages notices a daemon that is silent.
 */
@EachTransport
class SessionPingTests {

	private static final Duration TIMEOUT = Duration.ofMillis(400);

	private final TestTransport transport;

	private final EmbeddedSpreadDaemon daemon;

	private final SpreadSession session;

	private final List<Duration> roundTrips = new CopyOnWriteArrayList<>();

	SessionPingTests(TestTransport transport) {
		transport.assumeAvailable();
		this.transport = transport;
		this.daemon = EmbeddedSpreadDaemon.builder().build().start();
		this.session = session(ConnectionSettings.of(this.daemon.address()).privateName("app"));
		this.session.addObserver(new SessionObserver() {

			@Override
			public void pinged(Duration roundTrip) {
				SessionPingTests.this.roundTrips.add(roundTrip);
			}

		});
	}

	private SpreadSession session(ConnectionSettings connection) {
		return new SpreadSession(SessionSettings.of(this.transport.over(connection.connectTimeout(TIMEOUT)))
			.reconnectDelay(Duration.ofMillis(10), Duration.ofMillis(50))
			.pingInterval(Duration.ofMillis(20))
			.pingTimeout(TIMEOUT));
	}

	@AfterEach
	void close() {
		this.session.close();
		this.daemon.close();
	}

	@Test
	void theWayThroughTheDaemonIsMeasured() {
		assertThat(this.session.statistics().lastRoundTrip()).isNull();
		this.session.start();
		Awaitility.await().until(() -> this.roundTrips.size() > 3);
		assertThat(this.roundTrips).allMatch((time) -> time.compareTo(Duration.ZERO) > 0);
		assertThat(this.session.statistics().lastRoundTrip()).isPositive();
		assertThat(this.session.statistics().reconnects()).isZero();
	}

	@Test
	void nobodySeesThePings() throws Exception {
		SpreadStream stream = this.session.open();
		this.session.start();
		Awaitility.await().until(() -> this.roundTrips.size() > 3);
		assertThat(this.session.statistics().unclaimedPrivateMessages()).isZero();
		stream.join(SpreadStream.PRIVATE);
		int before = this.roundTrips.size();
		Awaitility.await().until(() -> this.roundTrips.size() > before + 3);
		Events events = Events.of(stream);
		MemberId self = events.next(ConnectionEstablished.class).member();
		events.expectEmpty();
		// what only looks like one is a message
		this.session.multicast(OutboundMessage.of(self.toString(), new byte[16]).type(Heartbeat.MESSAGE_TYPE));
		assertThat(events.next(RegularMessage.class).messageType()).isEqualTo(Heartbeat.MESSAGE_TYPE);
	}

	@Test
	void aDaemonThatStandsStillIsGivenUpUntilItGoesOn() throws Exception {
		Events events = Events.of(this.session.open());
		this.session.start();
		events.next(ConnectionEstablished.class);
		this.daemon.faults().freeze();
		assertThat(events.next(ConnectionLost.class).reason()).contains(this.daemon.address(),
				"no answer to a ping for 400 ms");
		assertThat(this.session.state()).isNotEqualTo(SessionState.CONNECTED);
		this.daemon.faults().thaw();
		events.next(ConnectionRestored.class);
		assertThat(this.session.awaitConnected(Mailbox.PATIENCE)).isTrue();
	}

	@Test
	void timeInWhichAListenerIsBehindDoesNotCount() throws Exception {
		SpreadStream stream = this.session.open(5, Long.MAX_VALUE);
		stream.join(SpreadStream.PRIVATE);
		this.session.start();
		MemberId self = this.session.requirePrivateGroup();
		for (int i = 0; i < 10; i++) {
			this.session.multicast(OutboundMessage.of(self.toString(), new byte[] { (byte) i }));
		}
		Awaitility.await().until(() -> stream.size() >= 5);
		int before = this.roundTrips.size();
		Awaitility.await()
			.during(TIMEOUT.multipliedBy(3))
			.atMost(Mailbox.PATIENCE)
			.until(() -> this.session.statistics().reconnects() == 0 && this.session.state() == SessionState.CONNECTED);
		assertThat(stream.size()).isLessThan(10);
		Events events = Events.of(stream);
		events.next(ConnectionEstablished.class);
		for (int i = 0; i < 10; i++) {
			assertThat(events.next(RegularMessage.class).body()).containsExactly(i);
		}
		Awaitility.await().until(() -> this.roundTrips.size() > before + 2);
		assertThat(this.session.statistics().reconnects()).isZero();
	}

	@Test
	void aDaemonThatTakesNothingMoreIsGivenUp() throws Exception {
		try (ScriptedDaemon deaf = ScriptedDaemon.start(); SpreadSession session = session(deaf.settings())) {
			Events events = Events.of(session.open());
			session.start();
			deaf.nextClient();
			events.next(ConnectionEstablished.class);
			AtomicBoolean failed = new AtomicBoolean();
			Thread sender = new Thread(() -> {
				try {
					while (true) {
						session.multicast(OutboundMessage.of("x", new byte[100_000]));
					}
				}
				catch (SpreadException ex) {
					failed.set(true);
				}
			});
			sender.start();
			assertThat(events.next(ConnectionLost.class).reason()).contains("ping", "400 ms");
			sender.join(Mailbox.PATIENCE.toMillis());
			assertThat(failed).isTrue();
		}
	}

	@Test
	void aDaemonThatTakesItsTimeForALongMessageIsThere() throws Exception {
		this.transport.assumeSocket("libspread does not tell of half a message");
		try (ScriptedDaemon slow = ScriptedDaemon.start(); SpreadSession session = session(slow.settings())) {
			Events events = Events.of(session.open());
			session.start();
			ScriptedPeer peer = slow.nextClient();
			events.next(ConnectionEstablished.class);
			byte[] frame = ScriptedPeer.message("x", "y").toBytes().array();
			Duration pause = Duration.ofMillis(50);
			AtomicInteger sent = new AtomicInteger();
			Awaitility.await().pollInterval(pause).until(() -> {
				peer.say(new byte[] { frame[sent.getAndIncrement()] });
				return pause.multipliedBy(sent.get()).compareTo(TIMEOUT.multipliedBy(3)) > 0;
			});
			assertThat(session.state()).isEqualTo(SessionState.CONNECTED);
			assertThat(session.statistics().reconnects()).isZero();
		}
	}

	@Test
	void aDaemonThatPermitsNoPingsIsThereAsWell() throws Exception {
		AccessPolicy none = new AccessPolicy() {

			@Override
			public boolean maySend(MemberId sender, List<String> destinations, ServiceType serviceType) {
				return false;
			}

		};
		try (EmbeddedSpreadDaemon strict = EmbeddedSpreadDaemon.builder().accessPolicy(none).build().start();
				SpreadSession session = session(ConnectionSettings.of(strict.address()))) {
			SpreadStream stream = session.open();
			session.start();
			Awaitility.await().until(() -> session.statistics().lastRoundTrip() != null);
			Duration first = session.statistics().lastRoundTrip();
			Awaitility.await().until(() -> !first.equals(session.statistics().lastRoundTrip()));
			Events events = Events.of(stream);
			events.next(ConnectionEstablished.class);
			events.expectEmpty();
		}
	}

	@Test
	void aPingThreadEndsWithItsConnection() {
		this.session.start();
		Awaitility.await().until(() -> !this.roundTrips.isEmpty());
		this.session.stop();
		Awaitility.await()
			.until(() -> Thread.getAllStackTraces()
				.keySet()
				.stream()
				.noneMatch((thread) -> thread.getName().equals("spread-ping-app")));
		assertThat(this.session.statistics().lastRoundTrip()).isNull();
	}

}
