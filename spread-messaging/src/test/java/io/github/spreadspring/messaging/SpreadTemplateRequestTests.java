package io.github.spreadspring.messaging;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;
import tools.jackson.databind.json.JsonMapper;

import io.github.spreadspring.client.ConnectionClosedException;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.client.session.SpreadStream;
import io.github.spreadspring.messaging.support.SpreadHeaders;
import io.github.spreadspring.messaging.support.SpreadMessageConverters;
import io.github.spreadspring.messaging.support.SpreadMessageMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Requests of one and their replies.
 */
class SpreadTemplateRequestTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

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
	void aRequestGetsItsReplyAtOurPrivateGroup() {
		AnsweringMember member = this.network.answering("bob", "calc", (text) -> text + "!");
		Message<?> reply = this.template.sendAndReceive("calc", MessageBuilder.withPayload("question").build());
		assertThat(reply).isNotNull();
		assertThat(reply.getPayload()).isEqualTo("question!".getBytes(StandardCharsets.UTF_8));
		assertThat(reply.getHeaders()).containsEntry(SpreadHeaders.SENDER, member.id())
			.containsEntry(SpreadHeaders.GROUPS, List.of(String.valueOf(this.session.privateGroup())));
		assertThat(this.session.statistics().unclaimedPrivateMessages()).isZero();
	}

	@Test
	void aRequestCanBeSentToOneMemberAndItsReplyConverted() {
		AnsweringMember member = this.network.answering("bob", "calc", (text) -> "{\"sum\":3}");
		assertThat(this.template.convertSendAndReceive(member.id().toString(), List.of(1, 2), Sum.class))
			.isEqualTo(new Sum(3));
		assertThat(this.template.to(member.id()).sendAndReceive(List.of(1, 2), Sum.class)).isEqualTo(new Sum(3));
	}

	@Test
	void aReplyThatDoesNotComeInTimeIsNullAndLaterDroppedAndCounted() {
		Peer peer = this.network.peer("bob").join("calc");
		assertThat(this.template.convertSendAndReceive("calc", "?", String.class, Duration.ofMillis(50))).isNull();
		peer.answer(peer.message(), "too late");
		await().until(() -> this.template.getLateReplies() == 1);
		assertThat(this.session.statistics().unclaimedPrivateMessages()).isZero();
	}

	@Test
	void theReplyTimeoutOfTheTemplateCountsForAllWhoSetNone() {
		this.template.getProperties().setReplyTimeout(Duration.ofMillis(50));
		assertThat(this.template.convertSendAndReceive("nobody", "?", String.class)).isNull();
	}

	@Test
	void theFirstOfSeveralRepliesCountsAndTheOthersAreLate() {
		this.network.answering("bob", "calc", (text) -> "x");
		this.network.answering("eve", "calc", (text) -> "x");
		assertThat(this.template.convertSendAndReceive("calc", "?", String.class)).isEqualTo("x");
		await().until(() -> this.template.getLateReplies() == 1);
	}

	@Test
	void aReplyWithoutMarkerAsPhpAndPythonSendItIsUnderstood() throws Exception {
		Peer peer = this.network.peer("php").join("calc");
		CompletableFuture<String> reply = this.template.to("calc").sendAndReceiveAsync("?", String.class);
		RegularMessage request = peer.message();
		String id = SpreadMessageMapper.correlationId(request);
		peer.send(request.sender().toString(), "correlation-id: %s\n\nbonjour".formatted(id));
		assertThat(reply.get(10, TimeUnit.SECONDS)).isEqualTo("bonjour");
	}

	@Test
	void requestsOfManyThreadsGetEachTheirOwnReply() throws Exception {
		this.network.answering("bob", "calc", (text) -> "re: " + text);
		List<CompletableFuture<String>> replies = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			replies.add(this.template.to("calc").replyTimeout(PATIENCE).sendAndReceiveAsync("r" + i, String.class));
		}
		for (int i = 0; i < 200; i++) {
			assertThat(replies.get(i).get(10, TimeUnit.SECONDS)).isEqualTo("re: r" + i);
		}
	}

	@Test
	void aPendingRequestFailsWhenTheConnectionIsLost() {
		CompletableFuture<String> reply = this.template.to("nobody")
			.replyTimeout(PATIENCE)
			.sendAndReceiveAsync("?", String.class);
		this.network.stopDaemon();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> reply.get(5, TimeUnit.SECONDS))
			.withCauseInstanceOf(ConnectionClosedException.class);
	}

	@Test
	void aRequestWithoutAConnectionFailsAtOnce() {
		this.session.stop();
		assertThatExceptionOfType(ConnectionClosedException.class)
			.isThrownBy(() -> this.template.convertSendAndReceive("calc", "?", String.class));
		assertThat(this.template.to("calc").sendAndReceiveAsync("?", String.class)).isCompletedExceptionally();
	}

	@Test
	void anAsynchronousRequestWithoutReplyFailsWithATimeout() {
		CompletableFuture<String> reply = this.template.to("nobody")
			.replyTimeout(Duration.ofMillis(50))
			.sendAndReceiveAsync("?", String.class);
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> reply.get(5, TimeUnit.SECONDS))
			.withCauseInstanceOf(ReplyTimeoutException.class)
			.withMessageContaining("No reply from [nobody] within 50 ms");
	}

	@Test
	void aRequestMadeWhereTheOwnQueueIsFullGetsItsAnswer() throws Exception {
		this.network.answering("bob", "calc", (text) -> "answer");
		SpreadStream full = this.session.open(5, Long.MAX_VALUE);
		full.join("orders").get(10, TimeUnit.SECONDS);
		Peer peer = this.network.peer("peer");
		for (int i = 0; i < 100; i++) {
			peer.send("orders", "order " + i);
		}
		await().until(() -> full.size() >= 5);
		assertThat(this.template.convertSendAndReceive("calc", "?", String.class, PATIENCE)).isEqualTo("answer");
	}

	@Test
	void aConversationIsNotSeenByListenersOfOurPrivateGroup() throws Exception {
		this.network.answering("bob", "calc", (text) -> "answer");
		SpreadStream privately = this.session.open();
		privately.join(SpreadStream.PRIVATE);
		assertThat(this.template.convertSendAndReceive("calc", "?", String.class, PATIENCE)).isEqualTo("answer");
		this.network.peer("peer").send(String.valueOf(this.session.privateGroup()), "hello");
		await().until(() -> privately.size() == 2);
		privately.receive(PATIENCE);
		assertThat(privately.receive(PATIENCE))
			.satisfies((event) -> assertThat(((RegularMessage) event).body()).asString().isEqualTo("hello"));
	}

	record Sum(int sum) {

	}

}
