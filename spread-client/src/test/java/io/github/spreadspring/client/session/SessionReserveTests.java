package io.github.spreadspring.client.session;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.message.ConnectionEstablished;
import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Replies and confirmations stay readable while a listener is behind.
 */
class SessionReserveTests {

	private static final int CAPACITY = 5;

	private final EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build().start();

	private final SpreadSession session = Events
		.session(ConnectionSettings.of(this.daemon.address()).privateName("app"));

	private final Mailbox sender = Mailbox.open(this.daemon.address(), "sender");

	private final SpreadStream full = this.session.open(CAPACITY, Long.MAX_VALUE);

	@BeforeEach
	void fill() throws Exception {
		this.session.start();
		this.full.join("g").get(10, TimeUnit.SECONDS);
		for (int i = 0; i < 50; i++) {
			this.sender.send("g", "m" + i);
		}
		Awaitility.await().during(Duration.ofMillis(100)).until(this.full::size, (size) -> size == CAPACITY);
	}

	@AfterEach
	void close() {
		this.session.close();
		this.sender.close();
		this.daemon.close();
	}

	@Test
	void aConfirmationComesAlthoughAStreamIsFullAndNothingIsLost() throws Exception {
		assertThat(this.session.multicastAsync(Mailbox.message("g", "own")).get(10, TimeUnit.SECONDS).confirmed())
			.isTrue();
		assertThat(this.full.size()).isGreaterThan(50);
		Events events = Events.of(this.full);
		events.next(ConnectionEstablished.class);
		events.nextJoined("g");
		assertThat(events.nextTexts(51)).startsWith("m0", "m1").endsWith("m49", "own");
	}

	@Test
	void whoWaitsForMembersOrForAJoinGetsThemAlthoughAStreamIsFull() throws Exception {
		CompletableFuture<GroupView> two = this.session.awaitMembers("g", 2);
		this.sender.connection().join("g");
		assertThat(two.get(10, TimeUnit.SECONDS).members()).hasSize(2);
		for (int i = 0; i < 50; i++) {
			this.sender.send("g", "more");
		}
		Awaitility.await().until(this.full::size, (size) -> size > CAPACITY);
		assertThat(this.session.open().join("other").get(10, TimeUnit.SECONDS).members()).hasSize(1);
	}

	@Test
	void withNobodyWaitingTheBoundHoldsAgain() throws Exception {
		this.session.multicastAsync(Mailbox.message("g", "own")).get(10, TimeUnit.SECONDS);
		int size = this.full.size();
		for (int i = 0; i < 20; i++) {
			this.sender.send("g", "later");
		}
		Awaitility.await().during(Duration.ofMillis(100)).until(this.full::size, (now) -> now <= size + 1);
	}

	@Test
	void anObserverThatWaitsKeepsTheSessionReadingUpToTheReserve() {
		this.session.addObserver(new SessionObserver() {

			@Override
			public boolean isWaiting() {
				return true;
			}

		});
		for (int i = 0; i < Roster.RESERVE_EVENTS + 1000; i++) {
			this.sender.send("g", "flood");
		}
		int most = CAPACITY + Roster.RESERVE_EVENTS;
		Awaitility.await().during(Duration.ofMillis(100)).until(this.full::size, (size) -> size == most);
	}

}
