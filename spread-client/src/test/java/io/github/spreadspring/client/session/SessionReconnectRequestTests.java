package io.github.spreadspring.client.session;

import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.message.ConnectionEstablished;
import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.ConnectionRestored;
import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A session that is asked to reconnect.
 */
class SessionReconnectRequestTests {

	private final EmbeddedSpreadDaemon first = EmbeddedSpreadDaemon.builder().build().start();

	private final EmbeddedSpreadDaemon second = EmbeddedSpreadDaemon.builder().build().start();

	private final DaemonAddress firstAddress = DaemonAddress.parse(this.first.address());

	private final DaemonAddress secondAddress = DaemonAddress.parse(this.second.address());

	private SpreadSession session = Events.session(ConnectionSettings.of(this.first.address()).privateName("app"));

	@AfterEach
	void close() {
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
		assertThat(this.session.reconnect()).isTrue();
		assertThat(stream.receive(Mailbox.PATIENCE)).isInstanceOfSatisfying(ConnectionLost.class,
				(lost) -> assertThat(lost.reason()).isEqualTo("a new connection was asked for"));
		assertThat(stream.receive(Mailbox.PATIENCE)).isInstanceOf(ConnectionRestored.class);
		assertThat(stream.receive(Mailbox.PATIENCE)).isInstanceOf(GroupJoined.class);
		assertThat(stream.isIn("g")).isTrue();
		assertThat(this.session.statistics().reconnects()).isOne();
		assertThat(this.session.statistics().gaps()).isOne();
		assertThat(this.session.lastFailure()).isNull();
	}

	@Test
	void itComesBackToTheDaemonThatItPrefers() {
		this.session.close();
		this.session = new SpreadSession(
				SessionSettings.of(ConnectionSettings.of(this.first.address()).privateName("app"))
					.addresses(List.of(this.firstAddress, this.secondAddress)));
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
				SessionSettings.of(ConnectionSettings.of(this.first.address()).privateName("app"))
					.reconnectDelay(Duration.ofHours(1), Duration.ofHours(1)));
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
	void aSessionThatIsStoppedHasNothingToReconnect() {
		assertThat(this.session.reconnect()).isFalse();
		this.session.start();
		this.session.stop();
		assertThat(this.session.reconnect()).isFalse();
		assertThat(this.session.state()).isEqualTo(SessionState.DISCONNECTED);
		assertThat(this.session.statistics().gaps()).isZero();
	}

}
