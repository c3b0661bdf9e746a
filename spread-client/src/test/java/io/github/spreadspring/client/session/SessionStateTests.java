package io.github.spreadspring.client.session;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The states of a session, and who is told of them.
 */
class SessionStateTests {

	private static final Duration PROMPTLY = Duration.ofSeconds(3);

	private final EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build().start();

	private final SpreadSession session = Events
		.session(ConnectionSettings.of(this.daemon.address()).privateName("app"));

	private final List<String> changes = new CopyOnWriteArrayList<>();

	@AfterEach
	void close() {
		this.session.close();
		this.daemon.close();
	}

	@Test
	void eachStateLeadsToSomeOthers() {
		assertThat(after(SessionState.DISCONNECTED)).containsOnly(SessionState.CONNECTING, SessionState.CLOSED);
		assertThat(after(SessionState.CONNECTING)).containsOnly(SessionState.CONNECTED, SessionState.BACKING_OFF,
				SessionState.DISCONNECTED, SessionState.CLOSED);
		assertThat(after(SessionState.CONNECTED)).containsOnly(SessionState.BACKING_OFF, SessionState.DISCONNECTED,
				SessionState.CLOSED);
		assertThat(after(SessionState.BACKING_OFF)).containsOnly(SessionState.CONNECTING, SessionState.DISCONNECTED,
				SessionState.CLOSED);
		assertThat(after(SessionState.CLOSED)).isEmpty();
	}

	@Test
	void listenersAreToldOfEveryChangeInOrder() throws Exception {
		this.session.addStateListener(this::record);
		this.session.start();
		this.daemon.faults().disconnect("app");
		Awaitility.await().until(this.session.statistics()::reconnects, (count) -> count == 1);
		assertThat(this.session.awaitConnected(Mailbox.PATIENCE)).isTrue();
		this.session.stop();
		this.session.close();
		Awaitility.await()
			.untilAsserted(() -> assertThat(this.changes).containsExactly("DISCONNECTED-CONNECTING",
					"CONNECTING-CONNECTED", "CONNECTED-BACKING_OFF", "BACKING_OFF-CONNECTING", "CONNECTING-CONNECTED",
					"CONNECTED-DISCONNECTED", "DISCONNECTED-CLOSED"));
	}

	@Test
	void aListenerThatWaitsOrFailsHoldsUpNobody() {
		CountDownLatch release = new CountDownLatch(1);
		this.session.addStateListener((from, to) -> {
			throw new IllegalStateException("of a test");
		});
		this.session.addStateListener((from, to) -> awaitUninterruptibly(release));
		this.session.addStateListener(this::record);
		this.session.start();
		assertThat(this.session.state()).isEqualTo(SessionState.CONNECTED);
		this.session.stop();
		assertThat(this.session.state()).isEqualTo(SessionState.DISCONNECTED);
		assertThat(this.changes).isEmpty();
		release.countDown();
		Awaitility.await()
			.untilAsserted(() -> assertThat(this.changes).containsExactly("DISCONNECTED-CONNECTING",
					"CONNECTING-CONNECTED", "CONNECTED-DISCONNECTED"));
	}

	@Test
	void aListenerMayStopTheSession() {
		this.session.addStateListener((from, to) -> {
			if (to == SessionState.CONNECTED) {
				this.session.stop();
			}
		});
		this.session.start();
		Awaitility.await().until(this.session::state, SessionState.DISCONNECTED::equals);
		Awaitility.await().until(this.daemon::sessions, (sessions) -> sessions == 0);
	}

	@Test
	void whoWasRemovedIsToldNothing() {
		SessionStateListener listener = this::record;
		List<SessionState> others = new CopyOnWriteArrayList<>();
		this.session.addStateListener(listener);
		this.session.removeStateListener(listener);
		this.session.addStateListener((from, to) -> others.add(to));
		this.session.start();
		Awaitility.await().untilAsserted(() -> assertThat(others).contains(SessionState.CONNECTED));
		assertThat(this.changes).isEmpty();
	}

	@Test
	void theSessionTellsSinceWhenItIsConnectedAndHowOftenItCameBack() throws Exception {
		assertThat(this.session.statistics().connectedSince()).isNull();
		this.session.start();
		assertThat(this.session.statistics().connectedSince()).isNotNull();
		assertThat(this.session.statistics().reconnects()).isZero();
		assertThat(this.session.lastFailure()).isNull();
		this.daemon.kill();
		Awaitility.await().until(() -> this.session.statistics().connectedSince() == null);
		assertThat(this.session.state()).isIn(SessionState.BACKING_OFF, SessionState.CONNECTING);
		Awaitility.await().until(() -> this.session.lastFailure() != null);
		this.daemon.start();
		assertThat(this.session.awaitConnected(Mailbox.PATIENCE)).isTrue();
		Awaitility.await().until(() -> this.session.statistics().connectedSince() != null);
		assertThat(this.session.statistics().reconnects()).isOne();
		assertThat(this.session.lastFailure()).isNull();
	}

	@Test
	void anAttemptThatCannotBeInterruptedHoldsUpNeitherStopNorStart() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		CountDownLatch stuck = new CountDownLatch(1);
		AtomicBoolean first = new AtomicBoolean(true);
		this.daemon.kill();
		try (SpreadSession session = new SpreadSession(this.session.settings(), (failures) -> {
			if (first.compareAndSet(true, false)) {
				stuck.countDown();
				awaitUninterruptibly(release);
			}
			return true;
		})) {
			SpreadStream stream = session.open();
			Thread starting = new Thread(session::start);
			starting.start();
			stuck.await();
			long before = System.nanoTime();
			session.stop();
			assertThat(session.state()).isEqualTo(SessionState.DISCONNECTED);
			this.daemon.start();
			session.start();
			assertThat(session.state()).isEqualTo(SessionState.CONNECTED);
			assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(PROMPTLY);
			starting.join(PROMPTLY.toMillis());
			assertThat(starting.isAlive()).isFalse();
			release.countDown();
			// nothing came of the one that was stopped
			Awaitility.await()
				.until(() -> Thread.getAllStackTraces()
					.keySet()
					.stream()
					.filter((thread) -> thread.getName().equals("spread-session-app"))
					.count() == 1);
			assertThat(session.state()).isEqualTo(SessionState.CONNECTED);
			assertThat(session.statistics().reconnects()).isZero();
			assertThat(stream.size()).isOne();
			assertThat(this.daemon.sessions()).isOne();
		}
		finally {
			release.countDown();
		}
	}

	@Test
	void theFirstAttemptCanBeAwaited() throws Exception {
		assertThat(this.session.awaitFirstAttempt(Duration.ZERO)).isFalse();
		this.daemon.kill();
		this.session.start();
		assertThat(this.session.awaitFirstAttempt(Mailbox.PATIENCE)).isTrue();
		assertThat(this.session.state()).isNotEqualTo(SessionState.CONNECTED);
	}

	private void record(SessionState from, SessionState to) {
		this.changes.add(from + "-" + to);
	}

	private static Set<SessionState> after(SessionState state) {
		EnumSet<SessionState> next = EnumSet.allOf(SessionState.class);
		next.removeIf((other) -> !state.canBecome(other));
		return next;
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		boolean interrupted = false;
		while (true) {
			try {
				latch.await();
				break;
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

}
