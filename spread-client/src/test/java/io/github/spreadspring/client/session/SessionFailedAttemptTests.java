package io.github.spreadspring.client.session;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.ConnectionRefusedException;
import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.PrivateNameInUseException;
import io.github.spreadspring.client.SpreadConnectException;
import io.github.spreadspring.client.message.ConnectionEstablished;
import io.github.spreadspring.client.message.ConnectionFailed;
import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.ConnectionRestored;
import io.github.spreadspring.client.testing.FreePorts;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Streams hear that no daemon takes the session in.
 */
class SessionFailedAttemptTests {

	private final int port = FreePorts.next();

	private final String address = this.port + "@127.0.0.1";

	private final EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().port(this.port).build();

	private final SpreadSession session = new SpreadSession(
			SessionSettings.of(ConnectionSettings.of(this.address).privateName("app").connectTimeout(Mailbox.PATIENCE))
				.reconnectDelay(Duration.ofMillis(10), Duration.ofMillis(50))
				.privateNameWait(Duration.ZERO));

	@AfterEach
	void close() {
		this.session.close();
		this.daemon.close();
	}

	@Test
	void aStreamHearsWhyThereIsNoConnectionBeforeItHearsOfOne() throws Exception {
		Events events = Events.of(this.session.open());
		Instant before = Instant.now();
		this.session.start();
		ConnectionFailed failed = events.nextFailed();
		assertThat(failed.reasons()).containsOnlyKeys(this.address);
		assertThat(failed.reasons().get(this.address)).isInstanceOf(ConnectionRefusedException.class);
		assertThat(failed.reason()).contains(this.address);
		assertThat(failed.attempts()).isEqualTo(1);
		assertThat(failed.nextAttempt()).isAfter(before);
		this.daemon.start();
		events.next(ConnectionEstablished.class);
	}

	@Test
	void whatFailsAgainAndAgainInTheSameWayIsToldOnce() throws Exception {
		SpreadStream stream = this.session.open();
		Events events = Events.of(stream);
		this.session.start();
		events.nextFailed();
		awaitMoreAttempts();
		events.expectEmpty();
	}

	@Test
	void aStreamThatIsOpenedDuringTheOutageHearsOfTheLastAttempt() throws Exception {
		this.session.start();
		awaitMoreAttempts();
		ConnectionFailed failed = Events.of(this.session.open()).nextFailed();
		assertThat(failed.attempts()).isGreaterThan(1);
		assertThat(failed.reasons()).containsOnlyKeys(this.address);
	}

	@Test
	void eachOutageIsToldBetweenItsLossAndItsEnd() throws Exception {
		this.daemon.start();
		this.session.start();
		Events events = Events.of(this.session.open());
		events.next(ConnectionEstablished.class);
		for (int outage = 0; outage < 2; outage++) {
			this.daemon.kill();
			events.next(ConnectionLost.class);
			assertThat(events.nextFailed().attempts()).isEqualTo(1);
			this.daemon.start();
			events.next(ConnectionRestored.class);
		}
		Events later = Events.of(this.session.open());
		later.next(ConnectionEstablished.class);
		later.expectEmpty();
	}

	@Test
	void aNewKindOfFailureIsTold() throws Exception {
		Events events = Events.of(this.session.open());
		this.session.start();
		assertThat(events.nextFailed().reasons().get(this.address)).isInstanceOf(ConnectionRefusedException.class);
		try (ServerSocket stranger = new ServerSocket(this.port, 5, InetAddress.getByName("127.0.0.1"))) {
			Thread greeter = new Thread(() -> greet(stranger));
			greeter.start();
			ConnectionFailed failed = events.nextFailed();
			assertThat(failed.reasons().get(this.address)).isInstanceOf(SpreadConnectException.class)
				.isNotInstanceOf(ConnectionRefusedException.class);
			assertThat(failed.attempts()).isGreaterThan(1);
		}
	}

	@Test
	void aPrivateNameThatIsTakenIsAFailureWhenTheWaitForItIsOver() throws Exception {
		this.daemon.start();
		try (Mailbox ghost = Mailbox.open(this.address, "app")) {
			assertThat(ghost.connection().isOpen()).isTrue();
			Events events = Events.of(this.session.open());
			this.session.start();
			assertThat(events.nextFailed().reasons().get(this.address)).isInstanceOf(PrivateNameInUseException.class);
		}
	}

	@Test
	void everyAddressHasItsReason() throws Exception {
		String other = FreePorts.next() + "@127.0.0.1";
		try (SpreadSession two = new SpreadSession(this.session.settings()
			.addresses(List.of(DaemonAddress.parse(this.address), DaemonAddress.parse(other))))) {
			Events events = Events.of(two.open());
			two.start();
			assertThat(events.nextFailed().reasons().keySet()).containsExactly(this.address, other);
		}
	}

	@Test
	void theReasonsAreACopy() throws Exception {
		Events events = Events.of(this.session.open());
		this.session.start();
		ConnectionFailed failed = events.nextFailed();
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> failed.reasons().remove(this.address));
	}

	@Test
	void afterAStopNobodyHearsOfIt() throws Exception {
		this.session.start();
		this.session.stop();
		SpreadStream stream = this.session.open();
		Events.of(stream).expectEmpty();
	}

	private void awaitMoreAttempts() {
		// each stream hears of the last attempt there was when it was opened
		Awaitility.await().until(() -> {
			try (SpreadStream probe = this.session.open()) {
				return Events.of(probe).nextFailed().attempts() > 3;
			}
		});
	}

	private static void greet(ServerSocket server) {
		try {
			while (true) {
				try (Socket client = server.accept()) {
					client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
				}
			}
		}
		catch (IOException ex) {
			// the test is over
		}
	}

}
