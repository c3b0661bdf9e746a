package io.github.spreadspring.client.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.ConnectionClosedException;
import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.daemon.AccessPolicy;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.ServiceType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A sender learns when its message has its place in the order.
 */
class SessionConfirmationTests {

	private final EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build().start();

	private final SpreadSession session = Events
		.session(ConnectionSettings.of(this.daemon.address()).privateName("app"));

	private final Mailbox bob = Mailbox.open(this.daemon.address(), "bob");

	private final SpreadStream stream = this.session.open();

	@BeforeEach
	void join() throws Exception {
		this.session.start();
		this.stream.join("g").get(10, TimeUnit.SECONDS);
	}

	@AfterEach
	void close() {
		this.session.close();
		this.bob.close();
		this.daemon.close();
	}

	@Test
	void aMessageToAGroupWeAreInIsConfirmedWithTheViewItWasDeliveredIn() throws Exception {
		this.bob.join("g");
		SendResult result = send(Mailbox.message("g", "x"));
		assertThat(result.confirmed()).isTrue();
		assertThat(result.views()).singleElement()
			.satisfies((view) -> assertThat(view.members()).contains(this.bob.id(), this.session.privateGroup()));
	}

	@Test
	void aMessageToOurPrivateGroupIsConfirmed() throws Exception {
		SendResult result = send(OutboundMessage.of(this.session.privateGroup(), new byte[1]));
		assertThat(result).isEqualTo(new SendResult(true, List.of()));
	}

	@Test
	void aMessageToAGroupWeAreNotInIsHandedToTheDaemonAndUnconfirmed() throws Exception {
		this.bob.join("other");
		assertThat(send(Mailbox.message("other", "x")).confirmed()).isFalse();
		assertThat(this.bob.nextText()).isEqualTo("x");
	}

	@Test
	void aMessageWithoutOrderOrWithoutACopyForUsIsUnconfirmed() throws Exception {
		assertThat(send(Mailbox.message("g", "x").service(ServiceType.RELIABLE)).confirmed()).isFalse();
		assertThat(send(Mailbox.message("g", "x").discardSelf()).confirmed()).isFalse();
		assertThat(send(Mailbox.message("g", "x").service(ServiceType.FIFO)).confirmed()).isTrue();
	}

	@Test
	void aMessageSentBehindAJoinIsConfirmedAlthoughTheViewIsNotThereYet() throws Exception {
		this.stream.join("late");
		assertThat(send(Mailbox.message("late", "x")).confirmed()).isTrue();
	}

	@Test
	void equalMessagesOfOtherThreadsAreNotTakenForOneAnother() throws Exception {
		List<CompletableFuture<Integer>> places = new ArrayList<>();
		AtomicInteger seen = new AtomicInteger();
		ExecutorService threads = Executors.newFixedThreadPool(4);
		List<Future<?>> senders = new ArrayList<>();
		for (int thread = 0; thread < 4; thread++) {
			senders.add(threads.submit(() -> {
				for (int i = 0; i < 500; i++) {
					this.session.multicast(Mailbox.message("g", "same"));
				}
			}));
		}
		for (int i = 0; i < 500; i++) {
			places.add(this.session.multicastAsync(Mailbox.message("g", "same")).thenApply((result) -> {
				assertThat(result.confirmed()).isTrue();
				return seen.incrementAndGet();
			}));
		}
		for (Future<?> sender : senders) {
			sender.get(10, TimeUnit.SECONDS);
		}
		for (CompletableFuture<Integer> place : places) {
			assertThat(place.get(10, TimeUnit.SECONDS)).isPositive();
		}
		threads.shutdown();
		assertThat(seen).hasValue(500);
	}

	@Test
	void whatDependsOnTheResultDoesNotRunOnTheReader() throws Exception {
		CompletableFuture<String> name = this.session.multicastAsync(Mailbox.message("g", "x"))
			.thenApply((result) -> Thread.currentThread().getName());
		assertThat(name.get(10, TimeUnit.SECONDS)).doesNotContain("spread-session");
	}

	@Test
	void whoSendsWithoutAConnectionIsToldAtOnce() {
		this.session.stop();
		assertThatExceptionOfType(ConnectionClosedException.class)
			.isThrownBy(() -> this.session.multicastAsync(Mailbox.message("g", "x")));
	}

	@Test
	void aMessageThatTheDaemonDoesNotLetThroughIsUnconfirmed() throws Exception {
		AccessPolicy deaf = new AccessPolicy() {

			@Override
			public boolean maySend(MemberId sender, List<String> destinations, ServiceType serviceType) {
				return false;
			}

		};
		try (EmbeddedSpreadDaemon strict = EmbeddedSpreadDaemon.builder().accessPolicy(deaf).build().start();
				SpreadSession refused = Events.session(ConnectionSettings.of(strict.address()))) {
			refused.start();
			refused.open().join("g").get(10, TimeUnit.SECONDS);
			assertThat(refused.multicastAsync(Mailbox.message("g", "x")).get(10, TimeUnit.SECONDS).confirmed())
				.isFalse();
		}
	}

	private SendResult send(OutboundMessage message) throws Exception {
		return this.session.multicastAsync(message).get(10, TimeUnit.SECONDS);
	}

}
