package io.github.spreadspring.client.session;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.NativeLibraryException;
import io.github.spreadspring.client.Transport;
import io.github.spreadspring.client.message.ConnectionEstablished;
import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.ConnectionRestored;
import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.MemberDisconnected;
import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.client.testing.ScriptedDaemon;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Starting and stopping.
 */
class SessionLifecycleTests {

	private final EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build().start();

	private final ConnectionSettings settings = ConnectionSettings.of(this.daemon.address()).privateName("app");

	private final SpreadSession session = Events.session(this.settings);

	@AfterEach
	void close() {
		this.session.close();
		this.daemon.close();
	}

	@Test
	void aSessionIsDisconnectedUntilItIsStarted() throws Exception {
		assertThat(this.session.state()).isEqualTo(SessionState.DISCONNECTED);
		assertThat(this.session.awaitConnected(Duration.ZERO)).isFalse();
		this.session.start();
		this.session.start();
		assertThat(this.session.state()).isEqualTo(SessionState.CONNECTED);
		assertThat(this.session.awaitConnected(Duration.ZERO)).isTrue();
		assertThat(this.daemon.sessions()).isOne();
	}

	@Test
	void withoutTheLibraryOfItsTransportASessionDoesNotStart() {
		Path missing = Path.of("there", "is", "no", "libspread.so");
		try (SpreadSession session = Events
			.session(this.settings.transport(Transport.NATIVE).nativeLibraryPath(missing))) {
			assertThatExceptionOfType(NativeLibraryException.class).isThrownBy(session::start)
				.withMessageContaining(missing.toString());
			assertThat(session.state()).isEqualTo(SessionState.DISCONNECTED);
			assertThat(this.daemon.sessions()).isZero();
		}
	}

	@Test
	void aStoppedSessionLeavesTheNetworkAndCanBeStartedAgain() throws Exception {
		try (Mailbox witness = Mailbox.open(this.daemon.address(), "wit")) {
			witness.join("g");
			SpreadStream stream = this.session.open();
			CompletableFuture<GroupView> joining = stream.join("g");
			this.session.start();
			witness.next(MemberJoined.class);
			joining.get(10, TimeUnit.SECONDS);
			this.session.stop();
			this.session.stop();
			assertThat(this.session.state()).isEqualTo(SessionState.DISCONNECTED);
			assertThat(this.session.views()).isEmpty();
			witness.next(MemberDisconnected.class);
			this.session.start();
			assertThat(witness.next(MemberJoined.class).member()).isEqualTo(this.session.privateGroup());
			Events events = Events.of(stream);
			events.next(ConnectionEstablished.class);
			events.nextJoined("g");
			assertThat(events.next(ConnectionLost.class).reason()).isEqualTo("the session was stopped");
			events.next(ConnectionRestored.class);
			events.nextJoined("g");
		}
	}

	@Test
	void aClosedSessionStaysClosed() {
		this.session.start();
		this.session.close();
		this.session.close();
		assertThat(this.session.state()).isEqualTo(SessionState.CLOSED);
		assertThat(this.session.lastFailure()).isNull();
		assertThatIllegalStateException().isThrownBy(this.session::start);
		assertThat(this.session.state()).isEqualTo(SessionState.CLOSED);
		Awaitility.await().until(this.daemon::sessions, (sessions) -> sessions == 0);
	}

	@Test
	void stoppingEndsAnAttemptToConnect() throws Exception {
		try (ScriptedDaemon silent = ScriptedDaemon.start((peer) -> {
		}); SpreadSession session = Events.session(silent.settings())) {
			Thread starting = new Thread(session::start);
			starting.start();
			silent.nextClient();
			assertThat(session.state()).isEqualTo(SessionState.CONNECTING);
			session.stop();
			assertThat(session.state()).isEqualTo(SessionState.DISCONNECTED);
			starting.join(Mailbox.PATIENCE.toMillis());
			assertThat(starting.isAlive()).isFalse();
		}
	}

	@Test
	void stoppingEndsTheWaitBetweenAttempts() throws Exception {
		this.daemon.close();
		try (SpreadSession session = new SpreadSession(
				SessionSettings.of(this.settings).reconnectDelay(Duration.ofMinutes(5), Duration.ofMinutes(10)))) {
			session.start();
			Awaitility.await().until(session::state, SessionState.BACKING_OFF::equals);
			session.stop();
			assertThat(session.state()).isEqualTo(SessionState.DISCONNECTED);
		}
	}

	@Test
	void startingAndStoppingByManyThreadsLeavesOneSession() throws Exception {
		SpreadStream stream = this.session.open();
		stream.join("g");
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			Thread thread = new Thread(() -> {
				for (int n = 0; n < 20; n++) {
					this.session.start();
					this.session.stop();
				}
			});
			threads.add(thread);
			thread.start();
		}
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(this.session.state()).isEqualTo(SessionState.DISCONNECTED);
		Awaitility.await().until(this.daemon::sessions, (sessions) -> sessions == 0);
		this.session.start();
		assertThat(this.session.awaitConnected(Mailbox.PATIENCE)).isTrue();
		Awaitility.await().until(() -> this.session.view("g").isPresent());
		assertThat(this.daemon.sessions()).isOne();
	}

	@Test
	void whoeverClosesHasTheLastWord() throws Exception {
		SpreadStream stream = this.session.open();
		stream.join("g");
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			boolean closes = i == 0;
			Thread thread = new Thread(() -> {
				for (int n = 0; n < 10; n++) {
					try {
						this.session.start();
						this.session.stop();
					}
					catch (IllegalStateException ex) {
						return;
					}
				}
				if (closes) {
					this.session.close();
				}
			});
			threads.add(thread);
			thread.start();
		}
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(this.session.state()).isEqualTo(SessionState.CLOSED);
		assertThat(this.session.privateGroup()).isNull();
		assertThatIllegalStateException().isThrownBy(this.session::start);
		Awaitility.await().until(this.daemon::sessions, (sessions) -> sessions == 0);
	}

	@Test
	void settingsAreChangedOneByOne() {
		SessionSettings defaults = SessionSettings.of(this.settings);
		SessionSettings changed = defaults.shuffle(true)
			.privateNameWait(Duration.ZERO)
			.privateNamePolicy(PrivateNamePolicy.SUFFIX)
			.pingInterval(Duration.ofSeconds(1))
			.pingTimeout(Duration.ofSeconds(20))
			.connection(this.settings.privateName("else"));
		assertThat(changed.shuffle()).isTrue();
		assertThat(changed.privateNameWait()).isZero();
		assertThat(changed.privateNamePolicy()).isEqualTo(PrivateNamePolicy.SUFFIX);
		assertThat(changed.pingInterval()).isEqualTo(Duration.ofSeconds(1));
		assertThat(changed.pingInterval(null).pingInterval()).isNull();
		assertThat(changed.pingTimeout()).isEqualTo(Duration.ofSeconds(20));
		assertThat(changed.connection().privateName()).isEqualTo("else");
		assertThat(changed.addresses()).isEqualTo(defaults.addresses());
		assertThat(changed).asString().contains("\"else\"", this.daemon.address());
		assertThat(defaults.shuffle()).isFalse();
		assertThat(defaults.privateNameWait()).isEqualTo(Duration.ofSeconds(10));
		assertThat(defaults.privateNamePolicy()).isEqualTo(PrivateNamePolicy.FAIL);
		assertThat(defaults.pingInterval()).isNull();
		assertThat(defaults.pingTimeout()).isEqualTo(Duration.ofSeconds(15));
	}

	@Test
	void settingsThatCannotWorkAreRefused() {
		SessionSettings good = this.session.settings();
		assertThatIllegalArgumentException().isThrownBy(() -> good.addresses(List.of()))
			.withMessageContaining("at least one daemon address");
		assertThatIllegalArgumentException().isThrownBy(() -> SessionSettings.of(this.settings.membership(false)))
			.withMessageContaining("needs membership messages");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> good.reconnectDelay(Duration.ZERO, Duration.ofSeconds(1)));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> good.reconnectDelay(Duration.ofSeconds(2), Duration.ofSeconds(1)));
		assertThatIllegalArgumentException().isThrownBy(() -> good.privateNameWait(Duration.ofMillis(-1)))
			.withMessageContaining("zero or more");
		assertThatIllegalArgumentException().isThrownBy(() -> good.pingInterval(Duration.ZERO));
		assertThatIllegalArgumentException().isThrownBy(() -> good.pingTimeout(Duration.ZERO));
		assertThatIllegalArgumentException().isThrownBy(() -> this.session.open(0, 1));
		assertThatIllegalArgumentException().isThrownBy(() -> this.session.open(1, 0));
		assertThatIllegalArgumentException().isThrownBy(() -> this.settings.connectTimeout(Duration.ZERO));
		assertThatIllegalArgumentException().isThrownBy(() -> this.settings.sendTimeout(Duration.ofSeconds(-1)));
	}

}
