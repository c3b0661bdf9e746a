package io.github.spreadspring.client.session;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.message.ConnectionEstablished;
import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.ConnectionRestored;
import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.testing.EachTransport;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.client.testing.TestTransport;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.protocol.SpreadVersion;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A session that is asked to reconnect.
 */
@EachTransport
class SessionReconnectRequestTests {

	private final TestTransport transport;

	private final SessionLog log = SessionLog.open();

	private final EmbeddedSpreadDaemon first = EmbeddedSpreadDaemon.builder().build().start();

	private final EmbeddedSpreadDaemon second = EmbeddedSpreadDaemon.builder().build().start();

	private final DaemonAddress firstAddress = DaemonAddress.parse(this.first.address());

	private final DaemonAddress secondAddress = DaemonAddress.parse(this.second.address());

	private SpreadSession session;

	SessionReconnectRequestTests(TestTransport transport) {
		transport.assumeAvailable();
		this.transport = transport;
		this.session = Events.session(settings());
	}

	private ConnectionSettings settings() {
		return this.transport.over(ConnectionSettings.of(this.first.address()).privateName("app"));
	}

	@AfterEach
	void close() {
		this.log.close();
		this.session.close();
		this.first.close();
		this.second.close();
	}

	@Test
	void itsStreamsSeeAGapAndAreInTheirGroupsAgain() throws Exception {
		SpreadStream stream = this.session.open();
		stream.join("g");
		this.session.start();
		assertThat(stream.receive(Mailbox.PATIENCE)).isInstanceOf(ConnectionEstablished.class);
		assertThat(stream.receive(Mailbox.PATIENCE)).isInstanceOf(GroupJoined.class);
		assertThat(stream.isIn("g")).isTrue();
		assertThat(this.session.statistics().daemonVersion())
			.isEqualTo((this.transport == TestTransport.SOCKET) ? SpreadVersion.CURRENT : null);
		assertThat(this.session.reconnect()).isTrue();
		assertThat(stream.receive(Mailbox.PATIENCE)).isInstanceOfSatisfying(ConnectionLost.class,
				(lost) -> assertThat(lost.reason()).isEqualTo("a new connection was asked for"));
		assertThat(stream.receive(Mailbox.PATIENCE)).isInstanceOf(ConnectionRestored.class);
		assertThat(stream.receive(Mailbox.PATIENCE)).isInstanceOf(GroupJoined.class);
		assertThat(stream.isIn("g")).isTrue();
		assertThat(this.session.statistics().reconnects()).isOne();
		assertThat(this.session.statistics().gaps()).isOne();
		assertThat(this.session.lastFailure()).isNull();
		this.session.stop();
		assertThat(this.session.statistics().daemonVersion()).isNull();
	}

	@Test
	void itComesBackToTheDaemonThatItPrefers() {
		this.session.close();
		this.session = new SpreadSession(
				SessionSettings.of(settings()).addresses(List.of(this.firstAddress, this.secondAddress)));
		this.session.start();
		assertThat(this.session.address()).isEqualTo(this.firstAddress);
		this.first.kill();
		Awaitility.await()
			.until(() -> this.session.state() == SessionState.CONNECTED
					&& this.session.address().equals(this.secondAddress));
		this.first.start();
		this.session.reconnect();
		Awaitility.await()
			.until(() -> this.session.state() == SessionState.CONNECTED
					&& this.session.address().equals(this.firstAddress));
	}

	@Test
	void itDoesNotWaitForTheNextAttempt() throws Exception {
		this.session.close();
		this.session = new SpreadSession(
				SessionSettings.of(settings()).reconnectDelay(Duration.ofHours(1), Duration.ofHours(1)));
		this.first.kill();
		this.session.start();
		assertThat(this.session.state()).isEqualTo(SessionState.BACKING_OFF);
		this.first.start();
		assertThat(this.session.reconnect()).isTrue();
		assertThat(this.session.awaitConnected(Mailbox.PATIENCE)).isTrue();
	}

	@Test
	void whileItIsHeldByAListenerItReconnectsToo() throws Exception {
		SpreadStream stream = this.session.open(1, 1000);
		stream.join("g");
		this.session.start();
		// nobody reads: the one place is taken by the first event
		Awaitility.await().until(this.session::isHeld);
		this.session.reconnect();
		Awaitility.await().until(() -> this.session.statistics().reconnects() == 1);
	}

	@Test
	void itSaysGoodbyeElsewhereAndIsNotConnectedMeanwhile() throws Exception {
		this.transport.assumeSocket("libspread does not wait for the daemon to take its goodbye");
		this.session.start();
		this.first.faults().freeze();
		this.session.reconnect();
		assertThat(thread("spread-goodbye-app")).isPresent();
		assertThat(this.session.state()).isNotEqualTo(SessionState.CONNECTED);
		assertThat(this.session.privateGroup()).isNull();
		this.first.faults().thaw();
		assertThat(this.session.awaitConnected(Mailbox.PATIENCE)).isTrue();
		assertThat(this.session.statistics().gaps()).isOne();
	}

	@Test
	void itDoesNotWaitForAStopThatIsUnderWay() throws Exception {
		CountDownLatch reading = new CountDownLatch(1);
		CountDownLatch done = new CountDownLatch(1);
		this.session.addMessageObserver(new MessageObserver() {

			@Override
			public void received(RegularMessage message) {
				reading.countDown();
				awaitUninterruptibly(done);
			}

		});
		this.session.start();
		this.session.multicast(OutboundMessage.of(this.session.requirePrivateGroup().toString(), new byte[0]));
		assertThat(reading.await(10, TimeUnit.SECONDS)).isTrue();
		CompletableFuture<Void> stopped = CompletableFuture.runAsync(this.session::stop);
		Awaitility.await().until(() -> this.session.state() == SessionState.DISCONNECTED);
		assertThat(this.session.reconnect()).isFalse();
		assertThat(stopped).isNotDone();
		done.countDown();
		stopped.get(10, TimeUnit.SECONDS);
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		boolean interrupted = false;
		while (latch.getCount() > 0) {
			try {
				latch.await();
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void aRequestThatTheAttemptUnderWayFulfilsDoesNotHurryALaterOne() {
		this.session.close();
		AtomicInteger dialled = new AtomicInteger();
		SessionSettings settings = SessionSettings.of(settings())
			.reconnectDelay(Duration.ofHours(1), Duration.ofHours(1));
		this.session = new SpreadSession(settings, (failures) -> {
			if (dialled.incrementAndGet() == 1) {
				this.session.reconnect();
				this.first.start();
			}
			return true;
		});
		this.first.kill();
		this.session.start();
		assertThat(this.session.state()).isEqualTo(SessionState.CONNECTED);
		this.first.kill();
		Awaitility.await()
			.until(() -> this.session.state() == SessionState.BACKING_OFF
					&& Arrays.stream(thread("spread-session-app").orElseThrow().getStackTrace())
						.anyMatch((call) -> call.getMethodName().equals("pause")));
		assertThat(dialled).hasValue(1);
	}

	@Test
	void aLossAfterItIsALoss() {
		this.session.start();
		this.session.reconnect();
		Awaitility.await().until(() -> this.session.statistics().reconnects() == 1);
		this.first.kill();
		Awaitility.await().until(() -> this.session.lastFailure() != null);
		assertThat(this.session.statistics().gaps()).isEqualTo(2);
	}

	private static Optional<Thread> thread(String name) {
		return Thread.getAllStackTraces().keySet().stream().filter((thread) -> thread.getName().equals(name)).findAny();
	}

	@Test
	void aSessionThatIsStoppedHasNothingToReconnect() {
		assertThat(this.session.reconnect()).isFalse();
		this.session.start();
		this.session.stop();
		assertThat(this.session.reconnect()).isFalse();
		assertThat(this.session.state()).isEqualTo(SessionState.DISCONNECTED);
		assertThat(this.session.statistics().gaps()).isZero();
	}

}
