package io.github.spreadspring.client.session;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.ConnectionClosedException;
import io.github.spreadspring.client.SpreadConnection;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.protocol.MemberId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Which messages are expected back when a connection does what a real one cannot be made
 * to do at a certain point.
 */
class OutboxTests {

	private static final MemberId SELF = MemberId.of("app", "d1");

	private final AtomicReference<Runnable> duringJoin = new AtomicReference<>(() -> {
	});

	private final Outbox outbox = new Outbox(connection((proxy, method, arguments) -> {
		if (method.getName().equals("join")) {
			this.duringJoin.get().run();
		}
		return method.getName().equals("privateGroup") ? SELF : null;
	}), Mailbox.PATIENCE);

	@Test
	void aRefusalThatIsReadBeforeTheJoinReturnsCounts() {
		this.duringJoin.set(() -> this.outbox.refused("g"));
		this.outbox.send(GroupMembership.Command.JOIN, "g");
		assertThat(send("g")).isCompletedWithValueMatching((result) -> !result.confirmed());
	}

	@Test
	void aGroupWhoseJoinWasNotSentBringsNothingBack() {
		this.duringJoin.set(() -> {
			throw new ConnectionClosedException("gone");
		});
		assertThatExceptionOfType(ConnectionClosedException.class)
			.isThrownBy(() -> this.outbox.send(GroupMembership.Command.JOIN, "g"));
		assertThat(send("g")).isCompletedWithValueMatching((result) -> !result.confirmed());
	}

	@Test
	void whatWasSentToGroupsThatWeAreInNoMoreIsGivenUpAndOnlyThat() {
		this.outbox.send(GroupMembership.Command.JOIN, "g");
		this.outbox.send(GroupMembership.Command.JOIN, "h");
		CompletableFuture<SendResult> first = send("g");
		CompletableFuture<SendResult> stays = send("h");
		CompletableFuture<SendResult> second = send("g");
		this.outbox.left("h"::equals);
		assertThat(first).succeedsWithin(Duration.ofSeconds(10));
		assertThat(second).succeedsWithin(Duration.ofSeconds(10));
		assertThat(stays).isNotDone();
		assertThat(this.outbox.isAwaited()).isTrue();
		this.outbox.left("none"::equals);
		assertThat(stays).succeedsWithin(Duration.ofSeconds(10));
		assertThat(this.outbox.isAwaited()).isFalse();
	}

	private CompletableFuture<SendResult> send(String group) {
		CompletableFuture<SendResult> result = new CompletableFuture<>();
		this.outbox.multicast(Mailbox.message(group, "text"), SendCallback.completing(result));
		return result;
	}

	private static SpreadConnection connection(InvocationHandler calls) {
		return (SpreadConnection) Proxy.newProxyInstance(OutboxTests.class.getClassLoader(),
				new Class<?>[] { SpreadConnection.class }, calls);
	}

}
