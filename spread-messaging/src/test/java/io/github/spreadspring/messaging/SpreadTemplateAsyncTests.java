package io.github.spreadspring.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

import io.github.spreadspring.client.ConnectionClosedException;
import io.github.spreadspring.client.SendNotStartedException;
import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.session.SendResult;
import io.github.spreadspring.client.session.SessionState;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.support.SpreadMessageConverters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Sending with a result, and while there is no connection.
 */
class SpreadTemplateAsyncTests {

	@RegisterExtension
	final SpreadNetwork network = new SpreadNetwork();

	private SpreadSession session;

	private SpreadTemplate template;

	@BeforeEach
	void connect() {
		this.session = this.network.session();
		this.template = new SpreadTemplate(this.session, SpreadMessageConverters.json(JsonMapper.builder().build()));
	}

	@Test
	void aMessageToAGroupOfOursIsConfirmedWhenItComesBack() throws Exception {
		this.session.open().join("orders").get(10, TimeUnit.SECONDS);
		SendResult result = this.template.sendAsync("orders", "text").get(10, TimeUnit.SECONDS);
		assertThat(result.confirmed()).isTrue();
		assertThat(result.views()).extracting(GroupView::group).containsExactly("orders");
	}

	@Test
	void aMessageToOthersIsUnconfirmedAsSoonAsTheDaemonHasIt() throws Exception {
		Peer peer = this.network.peer("peer").join("orders");
		SendResult result = this.template.to("orders").header("k", "v").sendAsync("text").get(10, TimeUnit.SECONDS);
		assertThat(result.confirmed()).isFalse();
		assertThat(peer.text()).endsWith("\n\ntext");
	}

	@Test
	void whateverGoesWrongIsInTheFuture() {
		assertThat(this.template.sendAsync("no group", "text")).isCompletedExceptionally();
		assertThat(this.template.to("orders").header("k", new Object()).sendAsync("text")).isCompletedExceptionally();
		this.session.stop();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> this.template.sendAsync("g", "x").get())
			.withCauseInstanceOf(ConnectionClosedException.class);
	}

	@Test
	void whatFollowsASendDoesNotRunOnTheThreadThatReads() throws Exception {
		this.session.open().join("orders").get(10, TimeUnit.SECONDS);
		assertThat(this.template.sendAsync("orders", "text")
			.thenApply(
					(result) -> this.template.convertSendAndReceive("nobody", "?", String.class, Duration.ofMillis(10)))
			.get(10, TimeUnit.SECONDS)).isNull();
	}

	@Test
	void requestsMadeInWhatFollowsManySendsDoNotKeepOneAnotherFromTheirReplies() throws Exception {
		this.network.answering("bob", "calc", (text) -> text);
		this.session.open().join("orders").get(10, TimeUnit.SECONDS);
		List<CompletableFuture<String>> replies = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			String text = "r" + i;
			replies.add(this.template.sendAsync("orders", text)
				.thenApply((result) -> this.template.convertSendAndReceive("calc", text, String.class,
						Duration.ofSeconds(30))));
		}
		for (int i = 0; i < 50; i++) {
			assertThat(replies.get(i).get(10, TimeUnit.SECONDS)).isEqualTo("r" + i);
		}
	}

	@Test
	void aSendWithoutAConnectionFailsAtOnce() {
		this.network.stopDaemon();
		await().until(() -> this.session.privateGroup() == null);
		assertThatExceptionOfType(ConnectionClosedException.class)
			.isThrownBy(() -> this.template.convertAndSend("orders", "text"))
			.withMessageContaining("nothing was sent")
			.withMessageContaining("spread.template.send-timeout");
	}

	@Test
	void aSendWaitsForTheConnectionAsLongAsItIsAllowedTo() {
		this.template.getProperties().setSendTimeout(Duration.ofSeconds(20));
		this.network.restartDaemon();
		await().until(() -> this.session.state() != SessionState.CONNECTED || this.session.privateGroup() != null);
		this.session.stop();
		Thread restart = new Thread(this.session::start);
		restart.start();
		this.template.convertAndSend("orders", "text");
		assertThat(this.session.privateGroup()).isNotNull();
	}

	@Test
	void aSendThatWaitedInVainSaysWhy() {
		this.template.getProperties().setSendTimeout(Duration.ofMillis(50));
		this.session.stop();
		assertThatExceptionOfType(ConnectionClosedException.class)
			.isThrownBy(() -> this.template.convertAndSend("orders", "text"))
			.withMessageContaining("Not connected")
			.withMessageContaining("PT0.05S is over");
	}

	@Test
	void anInterruptEndsTheWaitWithNothingSent() {
		this.template.getProperties().setSendTimeout(Duration.ofSeconds(20));
		this.session.stop();
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(SendNotStartedException.class)
			.isThrownBy(() -> this.template.convertAndSend("orders", "text"));
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void whatFollowsManySendsMayAllWaitForReplies() throws Exception {
		int sends = 20;
		this.network.answering("bob", "team", (text) -> "here");
		this.session.open().join("orders").get(10, TimeUnit.SECONDS);
		CountDownLatch busy = new CountDownLatch(8);
		List<CompletableFuture<String>> replies = IntStream.range(0, sends)
			.mapToObj((send) -> this.template.sendAsync("orders", "text").thenApplyAsync((result) -> {
				meet(busy);
				return this.template.to("team").sendAndReceiveAsync("?", String.class).join();
			}, SpreadSession.completions()))
			.toList();
		CompletableFuture.allOf(replies.toArray(CompletableFuture<?>[]::new)).get(20, TimeUnit.SECONDS);
		assertThat(replies).hasSize(sends).allSatisfy((reply) -> assertThat(reply).isCompletedWithValue("here"));
	}

	private static void meet(CountDownLatch latch) {
		latch.countDown();
		try {
			latch.await(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
