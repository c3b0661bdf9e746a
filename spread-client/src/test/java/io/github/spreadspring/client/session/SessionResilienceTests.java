package io.github.spreadspring.client.session;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.message.ConnectionEstablished;
import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.ConnectionRestored;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.protocol.SpreadException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What applications do wrong must not take the session down, and what happens to the
 * session must not stay hidden.
 */
class SessionResilienceTests {

	private final EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build().start();

	private SpreadSession session;

	@BeforeEach
	void open() {
		this.session = new SpreadSession(SessionSettings.of(ConnectionSettings.of(this.daemon.address())));
	}

	@AfterEach
	void close() {
		this.session.close();
		this.daemon.close();
	}

	@Test
	void aFullStreamDoesNotHideThatTheConnectionIsLost() {
		SpreadStream full = this.session.open(1, Long.MAX_VALUE);
		SpreadStream idle = this.session.open();
		full.join("g");
		this.session.start();
		Awaitility.await().until(() -> this.session.view("g").isPresent());
		this.session.multicast(OutboundMessage.of("g", new byte[1]));
		this.daemon.close();
		Awaitility.await().atMost(Mailbox.PATIENCE).until(() -> {
			try {
				this.session.multicast(OutboundMessage.of("g", new byte[1]));
			}
			catch (SpreadException ex) {
				// the send that meets the end of the connection tells the reader
			}
			return this.session.state() != SessionState.CONNECTED;
		});
		Awaitility.await()
			.atMost(Mailbox.PATIENCE)
			.until(() -> idle.receive(Duration.ofMillis(10)) instanceof ConnectionLost);
	}

	@Test
	void aCallbackThatTakesItsTimeHoldsUpNobody() throws Exception {
		CountDownLatch running = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		SpreadStream stream = this.session.open();
		stream.join("never").whenComplete((view, failure) -> {
			running.countDown();
			try {
				release.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		stream.leave("never");
		assertThat(running.await(Mailbox.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
		this.session.start();
		assertThat(stream.join("g").get(Mailbox.PATIENCE.toSeconds(), TimeUnit.SECONDS).members()).hasSize(1);
		assertThat(this.session.views()).hasSize(1);
		release.countDown();
	}

	@Test
	void aFallbackThatFailsBadlyDoesNotEndTheSession() throws Exception {
		AtomicInteger asked = new AtomicInteger();
		String address = this.daemon.address();
		int port = this.daemon.port();
		this.daemon.close();
		try (SpreadSession robust = new SpreadSession(SessionSettings.of(ConnectionSettings.of(address)),
				(failures) -> {
					asked.incrementAndGet();
					throw new NoClassDefFoundError("of a test");
				})) {
			robust.start();
			Awaitility.await().until(() -> asked.get() > 1);
			try (EmbeddedSpreadDaemon late = EmbeddedSpreadDaemon.builder().port(port).build().start()) {
				assertThat(robust.awaitConnected(Mailbox.PATIENCE)).isTrue();
				assertThat(late.sessions()).isEqualTo(1);
			}
		}
	}

	@Test
	void aLogThatCannotBeWrittenDoesNotEndTheSession() throws Exception {
		SpreadStream stream = this.session.open();
		this.session.start();
		Events events = Events.of(stream);
		events.next(ConnectionEstablished.class);
		try (BrokenLog log = BrokenLog.open()) {
			this.daemon.restart();
			events.next(ConnectionLost.class);
			Awaitility.await().until(() -> log.count() > 1);
		}
		assertThat(this.session.awaitConnected(Mailbox.PATIENCE)).isTrue();
		events.next(ConnectionRestored.class);
	}

	@Test
	void whoIsThrownOutAgainAndAgainBacksOff() {
		try (EmbeddedSpreadDaemon rude = EmbeddedSpreadDaemon.builder().maxSessionMessages(0).build().start();
				SpreadSession unwanted = new SpreadSession(SessionSettings.of(ConnectionSettings.of(rude.address()))
					.reconnectDelay(Duration.ofMillis(10), Duration.ofSeconds(30)))) {
			SpreadStream stream = unwanted.open();
			stream.join("g");
			unwanted.start();
			AtomicInteger losses = new AtomicInteger();
			Awaitility.await().during(Duration.ofSeconds(2)).atMost(Mailbox.PATIENCE).until(() -> {
				for (SpreadEvent event = stream.receive(Duration.ZERO); event != null; event = stream
					.receive(Duration.ZERO)) {
					losses.addAndGet((event instanceof ConnectionLost) ? 1 : 0);
				}
				// 10, 20, 40 … ms: eight attempts take 2.5 s, without back-off it were
				// 200
				return losses.get() < 20;
			});
			assertThat(losses).hasPositiveValue();
		}
	}

	@Test
	void aClosedSessionOpensNoStream() {
		this.session.close();
		assertThatIllegalStateException().isThrownBy(() -> this.session.open()).withMessageContaining("closed");
	}

}
