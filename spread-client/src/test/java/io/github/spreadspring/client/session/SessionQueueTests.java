package io.github.spreadspring.client.session;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.message.ConnectionEstablished;
import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Streams are bounded: a full one makes its session wait, and nothing is lost.
 */
class SessionQueueTests {

	private static final int CAPACITY = 10;

	private static final int MESSAGES = 100;

	private static final List<String> ALL = IntStream.range(0, MESSAGES).mapToObj((i) -> "m" + i).toList();

	private final EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build().start();

	private final SpreadSession session = Events
		.session(ConnectionSettings.of(this.daemon.address()).privateName("app"));

	private final Mailbox sender = Mailbox.open(this.daemon.address(), "sender");

	private final SpreadStream bounded = this.session.open(CAPACITY, Long.MAX_VALUE);

	private final SpreadStream roomy = this.session.open();

	@BeforeEach
	void join() throws Exception {
		this.session.start();
		this.bounded.join("g").get(10, TimeUnit.SECONDS);
		this.roomy.join("g").get(10, TimeUnit.SECONDS);
		for (SpreadStream stream : List.of(this.bounded, this.roomy)) {
			Events.of(stream).next(ConnectionEstablished.class);
			Events.of(stream).nextJoined("g");
		}
	}

	@AfterEach
	void close() {
		this.session.close();
		this.sender.close();
		this.daemon.close();
	}

	@Test
	void aFullStreamMakesTheSessionWaitUntilSomethingIsTaken() throws Exception {
		sendAll();
		awaitFull();
		assertThat(this.roomy.size()).isEqualTo(CAPACITY);
		assertThat(Events.of(this.bounded).nextTexts(3)).isEqualTo(ALL.subList(0, 3));
		awaitFull();
		assertThat(this.roomy.size()).isEqualTo(CAPACITY + 3);
		assertThat(Events.of(this.bounded).nextTexts(MESSAGES - 3)).isEqualTo(ALL.subList(3, MESSAGES));
	}

	@Test
	void aSlowListenerDoesNotChangeTheOrderOfAnother() throws Exception {
		sendAll();
		awaitFull();
		Thread slow = new Thread(() -> {
			try {
				Events.of(this.bounded).nextTexts(MESSAGES);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		slow.start();
		assertThat(Events.of(this.roomy).nextTexts(MESSAGES)).isEqualTo(ALL);
		slow.join(Mailbox.PATIENCE.toMillis());
	}

	@Test
	void bytesAreBoundedToo() throws Exception {
		SpreadStream small = this.session.open(1000, 5_000);
		small.join(SpreadStream.PRIVATE);
		for (int i = 0; i < 10; i++) {
			this.sender.send(OutboundMessage.of(this.session.privateGroup(), new byte[2_000]));
		}
		Awaitility.await().during(Duration.ofMillis(200)).until(small::bytes, (bytes) -> bytes == 6_000);
		Events events = Events.of(small);
		events.next(ConnectionEstablished.class);
		for (int i = 0; i < 10; i++) {
			assertThat(events.next(RegularMessage.class).body()).hasSize(2_000);
		}
		assertThat(small.bytes()).isZero();
	}

	@Test
	void closingAFullStreamFreesTheSession() throws Exception {
		sendAll();
		awaitFull();
		assertThat(this.bounded.closeAndCount()).isEqualTo(CAPACITY);
		assertThat(Events.of(this.roomy).nextTexts(MESSAGES)).isEqualTo(ALL);
	}

	@Test
	void aStoppedSessionDoesNotWaitForAFullStream() throws Exception {
		sendAll();
		awaitFull();
		Thread stopping = new Thread(this.session::stop);
		stopping.start();
		stopping.join(Mailbox.PATIENCE.toMillis());
		assertThat(this.session.state()).isEqualTo(SessionState.DISCONNECTED);
		Awaitility.await().until(this.daemon::sessions, (sessions) -> sessions == 1);
		Events events = Events.of(this.bounded);
		assertThat(events.nextTexts(CAPACITY)).isEqualTo(ALL.subList(0, CAPACITY));
		events.next(ConnectionLost.class);
	}

	@Test
	void groupsCanBeJoinedAndLeftWhileAStreamIsFull() throws Exception {
		sendAll();
		awaitFull();
		SpreadStream third = this.session.open();
		third.join("g").get(10, TimeUnit.SECONDS);
		assertThat(this.roomy.leave("g")).isTrue();
		Events.of(this.roomy).nextTexts(CAPACITY);
		assertThat(Events.of(this.bounded).nextTexts(MESSAGES)).isEqualTo(ALL);
		Events events = Events.of(third);
		events.next(ConnectionEstablished.class);
		events.nextJoined("g");
		assertThat(events.nextTexts(MESSAGES - CAPACITY)).isEqualTo(ALL.subList(CAPACITY, MESSAGES));
	}

	private void sendAll() {
		ALL.forEach((text) -> this.sender.send("g", text));
		this.sender.expectNothingElse();
	}

	/**
	 * Wait until the bounded stream is full and stays at that.
	 */
	private void awaitFull() {
		Awaitility.await().during(Duration.ofMillis(200)).until(this.bounded::size, (size) -> size == CAPACITY);
	}

}
