package io.github.spreadspring.messaging;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.messaging.support.MessageBuilder;
import tools.jackson.databind.json.JsonMapper;

import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.client.session.SpreadStream;
import io.github.spreadspring.messaging.support.SpreadHeaders;
import io.github.spreadspring.messaging.support.SpreadMessageConverters;
import io.github.spreadspring.messaging.support.SpreadMessageMapper;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.ServiceType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Questions to everybody in a group.
 */
class SpreadTemplateQuestionTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	@RegisterExtension
	final SpreadNetwork network = new SpreadNetwork();

	private SpreadSession session;

	private SpreadTemplate template;

	private SpreadStream stream;

	@BeforeEach
	void join() throws Exception {
		this.session = this.network.session();
		this.template = new SpreadTemplate(this.session, SpreadMessageConverters.json(JsonMapper.builder().build()));
		this.stream = this.session.open();
		this.stream.join("team").get(10, TimeUnit.SECONDS);
	}

	@Test
	void everybodyButOurselvesIsAskedAndAnswers() {
		AnsweringMember bob = this.network.answering("bob", "team", (text) -> "7");
		AnsweringMember eve = this.network.answering("eve", "team", (text) -> "8");
		awaitMembers(3);
		GroupReplies<Integer> replies = this.template.sendAndReceiveAll("team", "load?", Integer.class, PATIENCE);
		assertThat(replies.answers()).containsOnly(Map.entry(bob.id(), 7), Map.entry(eve.id(), 8));
		assertThat(replies.payloads()).containsExactlyInAnyOrder(7, 8);
		assertThat(replies.isComplete()).isTrue();
		assertThat(replies.view().members()).hasSize(3).contains(this.session.privateGroup());
	}

	@Test
	void whoIsAloneGetsNoAnswerAtOnce() {
		GroupReplies<Message<?>> replies = this.template.sendAndReceiveAll("team", "anybody?", PATIENCE);
		assertThat(replies.answers()).isEmpty();
		assertThat(replies.isComplete()).isTrue();
	}

	@Test
	void whoStaysSilentIsNamedWhenTheTimeIsOver() {
		AnsweringMember bob = this.network.answering("bob", "team", (text) -> "here");
		AnsweringMember mute = this.network.answering("mute", "team", (text) -> null);
		awaitMembers(3);
		GroupReplies<String> replies = this.template.sendAndReceiveAll("team", "?", String.class,
				Duration.ofMillis(300));
		assertThat(replies.answers()).containsOnly(Map.entry(bob.id(), "here"));
		assertThat(replies.silent()).containsExactly(mute.id());
		assertThat(replies.left()).isEmpty();
		assertThat(replies.isComplete()).isFalse();
	}

	@Test
	void whoLeavesOrDisconnectsIsNotWaitedForAndNamed() throws Exception {
		AnsweringMember bob = this.network.answering("bob", "team", (text) -> "here");
		Peer leaver = this.network.peer("leaver").join("team");
		Peer crasher = this.network.peer("crasher").join("team");
		awaitMembers(4);
		CompletableFuture<GroupReplies<String>> replies = this.template.to("team")
			.replyTimeout(Duration.ofMinutes(1))
			.sendAndReceiveAllAsync("?", String.class);
		leaver.message();
		leaver.leave("team");
		crasher.message();
		crasher.kill();
		assertThat(replies.get(10, TimeUnit.SECONDS).answers()).containsOnlyKeys(bob.id());
		assertThat(replies.get().left()).extracting(MemberId::toString)
			.containsExactlyInAnyOrder(leaver.id(), crasher.id());
		assertThat(replies.get().silent()).isEmpty();
	}

	@Test
	void whoComesAfterTheQuestionIsNotAsked() throws Exception {
		Peer slow = this.network.peer("slow").join("team");
		awaitMembers(2);
		CompletableFuture<GroupReplies<String>> replies = this.template.to("team")
			.replyTimeout(PATIENCE)
			.sendAndReceiveAllAsync("?", String.class);
		RegularMessage question = slow.message();
		this.network.peer("late").join("team");
		awaitMembers(3);
		slow.answer(question, "done");
		assertThat(replies.get(10, TimeUnit.SECONDS).answers().values()).containsExactly("done");
		assertThat(replies.get().isComplete()).isTrue();
	}

	@Test
	void aListenerOfOursThatAnswersIsAskedToo() throws Exception {
		SpreadStream own = this.session.open();
		own.setAnswering(true);
		own.join("team").get(10, TimeUnit.SECONDS);
		CompletableFuture<GroupReplies<String>> replies = this.template.to("team")
			.replyTimeout(PATIENCE)
			.sendAndReceiveAllAsync("?", String.class);
		this.template.reply(question(own), null, "myself");
		assertThat(replies.get(10, TimeUnit.SECONDS).answers())
			.containsOnly(Map.entry(this.session.privateGroup(), "myself"));
	}

	@Test
	void aListenerOfOursThatDoesNotAnswerAfterAllIsNotWaitedFor() throws Exception {
		SpreadStream own = this.session.open();
		own.setAnswering(true);
		own.join("team").get(10, TimeUnit.SECONDS);
		CompletableFuture<GroupReplies<String>> replies = this.template.to("team")
			.replyTimeout(Duration.ofMinutes(1))
			.sendAndReceiveAllAsync("?", String.class);
		this.template.noReply(question(own));
		assertThat(replies.get(10, TimeUnit.SECONDS).isComplete()).isTrue();
		assertThat(replies.get().answers()).isEmpty();
	}

	@Test
	void ourOwnListenerIsNotWaitedForAnyMoreWhenWeLeaveTheGroup() throws Exception {
		this.stream.setAnswering(true);
		CompletableFuture<GroupReplies<String>> replies = this.template.to("team")
			.replyTimeout(Duration.ofMinutes(1))
			.sendAndReceiveAllAsync("?", String.class);
		question(this.stream);
		this.stream.close();
		assertThat(replies.get(10, TimeUnit.SECONDS).left()).containsExactly(MemberId.of("#app#localhost"));
	}

	@Test
	void anInterceptorThatTakesTheOrderFromAQuestionIsTold() {
		this.template.setBeforeSendPostProcessors((message) -> MessageBuilder.fromMessage(message)
			.setHeader(SpreadHeaders.SERVICE_TYPE, ServiceType.UNRELIABLE)
			.build());
		assertThatIllegalArgumentException().isThrownBy(() -> this.template.sendAndReceiveAll("team", "?", PATIENCE))
			.withMessageContaining("UNRELIABLE");
	}

	@Test
	void onlyAMemberCanAskEverybody() {
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> this.template.sendAndReceiveAll("others", "?", PATIENCE))
			.withMessageContaining("not in group 'others'");
	}

	@Test
	void aQuestionMustComeBackInOrder() {
		assertThatIllegalArgumentException()
			.isThrownBy(
					() -> this.template.to("team").service(ServiceType.RELIABLE).sendAndReceiveAll("?", String.class))
			.withMessageContaining("RELIABLE");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.template.to("team").selfDiscard().sendAndReceiveAll("?", String.class))
			.withMessageContaining("self-discard");
		assertThatIllegalStateException()
			.isThrownBy(() -> this.template.to("team", "orders").sendAndReceiveAll("?", String.class))
			.withMessageContaining("one group only");
	}

	@Test
	void aLostConnectionEndsTheQuestionWithWhatIsKnown() throws Exception {
		AnsweringMember bob = this.network.answering("bob", "team", (text) -> "here");
		Peer mute = this.network.peer("mute").join("team");
		awaitMembers(3);
		CompletableFuture<GroupReplies<String>> replies = this.template.to("team")
			.replyTimeout(Duration.ofMinutes(1))
			.sendAndReceiveAllAsync("?", String.class);
		mute.message();
		// the answer of the other one has come when a confirmation that follows it has
		this.template.convertSendAndReceive(bob.id().toString(), "flush", String.class, PATIENCE);
		this.network.stopDaemon();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> replies.get(10, TimeUnit.SECONDS))
			.havingCause()
			.isInstanceOfSatisfying(RepliesLostException.class, (ex) -> {
				assertThat(ex.partial().answers()).containsOnlyKeys(bob.id());
				assertThat(ex.partial().silent()).extracting(MemberId::toString).containsExactly(mute.id());
			});
	}

	@Test
	void anAnswerOfTheWrongTypeIsReportedBesideThoseThatCanBeRead() {
		AnsweringMember bob = this.network.answering("bob", "team", (text) -> "no number");
		AnsweringMember eve = this.network.answering("eve", "team", (text) -> "8");
		awaitMembers(3);
		GroupReplies<Integer> replies = this.template.sendAndReceiveAll("team", "load?", Integer.class, PATIENCE);
		assertThat(replies.answers()).containsOnly(Map.entry(eve.id(), 8));
		assertThat(replies.unreadable()).containsOnlyKeys(bob.id());
		assertThat(replies.isComplete()).isFalse();
	}

	@Test
	void aJoinThatIsUnderWayIsWaitedFor() {
		SpreadSession late = this.network.session("late");
		SpreadTemplate asking = new SpreadTemplate(late, SpreadMessageConverters.plain());
		late.open().join("team");
		assertThat(asking.sendAndReceiveAll("team", "?", Duration.ofMillis(500)).silent())
			.containsExactly(this.session.privateGroup());
	}

	private void awaitMembers(int members) {
		this.session.awaitMembers("team", members).orTimeout(10, TimeUnit.SECONDS).join();
	}

	private Message<byte[]> question(SpreadStream own) throws InterruptedException {
		SpreadMessageMapper mapper = new SpreadMessageMapper(SpreadMessageConverters.plain());
		while (true) {
			if (own.receive(PATIENCE) instanceof RegularMessage message) {
				return mapper.fromSpread(message);
			}
		}
	}

	@Test
	void aQuestionThatIsNotDeliveredInTimeIsAnsweredByNobody() {
		Peer mute = this.network.peer("mute").join("team");
		awaitMembers(2);
		GroupQuestion question = new GroupQuestion(Objects.requireNonNull(this.session.privateGroup()),
				this.session.view("team").orElseThrow(), (answer) -> new GenericMessage<>(answer));
		GroupReplies<Message<?>> replies = question.replies();
		assertThat(replies.silent()).extracting(MemberId::toString).containsExactly(mute.id());
		assertThat(replies.isComplete()).isFalse();
	}

	@Test
	void anotherListenerOfOursMayAnswerWhenOneDoesNot() throws Exception {
		SpreadStream silent = this.session.open();
		SpreadStream own = this.session.open();
		for (SpreadStream answering : List.of(silent, own)) {
			answering.setAnswering(true);
			answering.join("team").get(10, TimeUnit.SECONDS);
		}
		CompletableFuture<GroupReplies<String>> replies = this.template.to("team")
			.replyTimeout(PATIENCE)
			.sendAndReceiveAllAsync("?", String.class);
		this.template.noReply(question(silent));
		this.template.reply(question(own), null, "myself");
		assertThat(replies.get(10, TimeUnit.SECONDS).answers())
			.containsOnly(Map.entry(this.session.privateGroup(), "myself"));
	}

	@Test
	void aQuestionWithoutEndOfTimeIsAnswered() {
		AnsweringMember bob = this.network.answering("bob", "team", (text) -> "here");
		awaitMembers(2);
		Duration forever = ChronoUnit.FOREVER.getDuration();
		assertThat(this.template.sendAndReceiveAll("team", "?", String.class, forever).answers())
			.containsOnly(Map.entry(bob.id(), "here"));
		assertThat(this.template.convertSendAndReceive(bob.id().toString(), "?", String.class, forever))
			.isEqualTo("here");
	}

}
