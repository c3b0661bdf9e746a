package io.github.spreadspring.messaging.config;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.stereotype.Component;
import org.springframework.util.Assert;

import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.messaging.Peer;
import io.github.spreadspring.messaging.Received;
import io.github.spreadspring.messaging.RecordingErrorHandler;
import io.github.spreadspring.messaging.RecordingReplySender;
import io.github.spreadspring.messaging.SpreadNetwork;
import io.github.spreadspring.messaging.annotation.SpreadHandler;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.messaging.listener.ListenerFailedException;
import io.github.spreadspring.messaging.listener.SpreadListenerErrorHandler;
import io.github.spreadspring.messaging.listener.SpreadMessageFilter;
import io.github.spreadspring.messaging.support.SpreadHeaders;
import io.github.spreadspring.protocol.MessageTooLongException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for what becomes of the results of {@link SpreadListener} methods.
 */
class SpreadListenerReplyTests {

	@RegisterExtension
	final SpreadNetwork network = new SpreadNetwork();

	private Peer peer;

	private RecordingErrorHandler errors;

	private Received unanswered;

	private AnnotationConfigApplicationContext start(Class<?>... components) {
		AnnotationConfigApplicationContext context = this.network.context(components);
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("test", Map.of("my.audit", "audit")));
		context.refresh();
		this.network.awaitIn(context, "orders");
		this.errors = context.getBean(RecordingErrorHandler.class);
		this.unanswered = context.getBean(RecordingReplySender.class).unanswered();
		this.peer = this.network.peer("peer").join("audit");
		return context;
	}

	private Peer send(String text) {
		this.peer.send("orders", text);
		return this.peer;
	}

	@Test
	void aResultIsTheAnswerToTheSender() {
		start(Echo.class);
		assertThat(send("text").text()).isEqualTo("re: text");
		assertThat(send("again").message().groups()).containsExactly(this.peer.id());
	}

	@Test
	void aResultGoesWhereSendToSays() {
		start(ToAudit.class);
		RegularMessage message = send("text").message();
		assertThat(message.groups()).containsExactly("audit");
		assertThat(new String(message.body(), StandardCharsets.UTF_8)).isEqualTo("re: text");
	}

	@Test
	void severalDestinationsGetAMessageEach() {
		start(ToTwo.class);
		this.peer.join("log");
		assertThat(send("text").message().groups()).containsExactly("audit");
		assertThat(this.peer.message().groups()).containsExactly("log");
	}

	@Test
	void sendToOnTheClassIsTheDefaultForItsMethods() {
		start(ClassToAudit.class);
		this.peer.join("log");
		this.peer.send(OutboundMessage.of("orders", new byte[0]).type(1));
		assertThat(this.peer.message().groups()).containsExactly("audit");
		this.peer.send(OutboundMessage.of("orders", new byte[0]).type(2));
		assertThat(this.peer.message().groups()).containsExactly("log");
	}

	@Test
	void aMessageThatIsReturnedKeepsItsHeaders() {
		start(MessageBack.class);
		assertThat(send("text").message().messageType()).isEqualTo((short) 42);
	}

	@Test
	void aFutureIsAnsweredWhenItIsCompleteAndDoesNotHoldUpTheNextMessage() {
		Later later = start(Later.class).getBean(Later.class);
		send("first");
		send("second");
		assertThat(later.received.next()).isEqualTo("first");
		assertThat(later.received.next()).isEqualTo("second");
		later.futures.get("second").complete("two");
		assertThat(this.peer.text()).isEqualTo("two");
		later.futures.get("first").complete("one");
		assertThat(this.peer.text()).isEqualTo("one");
	}

	@Test
	void aFutureThatFailsIsReportedAndNotAnswered() {
		Later later = start(Later.class).getBean(Later.class);
		send("first");
		assertThat(later.received.next()).isEqualTo("first");
		later.futures.get("first").completeExceptionally(new IllegalStateException("too late"));
		assertThat(this.unanswered.next()).isInstanceOf(RegularMessage.class);
		await().until(() -> !this.errors.failures().isEmpty());
		assertThat(this.errors.await(1)).singleElement()
			.isInstanceOfSatisfying(ListenerFailedException.class, (failure) -> {
				assertThat(failure.event()).isInstanceOf(RegularMessage.class);
				assertThat(failure.getCause()).isInstanceOf(IllegalStateException.class).hasMessage("too late");
			});
	}

	@Test
	void aFutureOfNothingThatFailsIsReported() {
		start(FailsLaterWithoutResult.class);
		send("text");
		await().until(() -> !this.errors.failures().isEmpty());
		assertThat(this.errors.failures().get(0).getCause()).hasMessage("later");
	}

	@Test
	void theListenersErrorHandlerMayMendAFutureThatFailed() {
		start(FailsLater.class, Mending.class);
		assertThat(send("text").text()).isEqualTo("mended later");
		assertThat(this.errors.failures()).isEmpty();
	}

	@Test
	void nullAndAnEmptyOptionalAreNoAnswer() {
		start(Maybe.class);
		send("nothing");
		send("empty");
		assertThat(send("text").text()).isEqualTo("re: text");
		assertThat(body(this.unanswered)).isEqualTo("nothing");
		assertThat(body(this.unanswered)).isEqualTo("empty");
		assertThat(this.unanswered.isEmpty()).isTrue();
	}

	@Test
	void aMessageThatFailedOrWasFilteredOutIsNotAnswered() {
		start(Failing.class, TextFilter.class);
		send("filtered");
		send("fails");
		assertThat(send("text").text()).isEqualTo("re: text");
		assertThat(body(this.unanswered)).isEqualTo("filtered");
		assertThat(body(this.unanswered)).isEqualTo("fails");
		assertThat(this.errors.await(1)).hasSize(1);
	}

	@Test
	void anAnswerThatCannotBeSentIsAnErrorOfTheListener() {
		start(TooLong.class);
		send("200000");
		assertThat(send("3").text()).isEqualTo("xxx");
		assertThat(body(this.unanswered)).isEqualTo("200000");
		assertThat(this.errors.await(1)).singleElement()
			.extracting(Throwable::getCause)
			.isInstanceOf(MessageTooLongException.class);
	}

	@Test
	void anEventMayBeAnnouncedToAGroup() {
		start(Announcing.class);
		this.peer.join("orders");
		RegularMessage message = this.peer.message();
		assertThat(message.groups()).containsExactly("audit");
		assertThat(new String(message.body(), StandardCharsets.UTF_8)).isEqualTo("welcome " + this.peer.id());
	}

	private static String body(Received unanswered) {
		return new String(unanswered.next(RegularMessage.class).body(), StandardCharsets.UTF_8);
	}

	static class Echo {

		@SpreadListener("orders")
		String on(String text) {
			return "re: " + text;
		}

	}

	static class ToAudit {

		@SpreadListener("orders")
		@SendTo("${my.audit}")
		String on(String text) {
			return "re: " + text;
		}

	}

	static class ToTwo {

		@SpreadListener("orders")
		@SendTo({ "audit", "#{'l' + 'og'}" })
		String on(String text) {
			return text;
		}

	}

	@SpreadListener("orders")
	@SendTo("audit")
	static class ClassToAudit {

		@SpreadHandler(type = "1")
		String one() {
			return "one";
		}

		@SpreadHandler(type = "2")
		@SendTo("log")
		String two() {
			return "two";
		}

	}

	static class MessageBack {

		@SpreadListener("orders")
		Message<String> on(String text) {
			return MessageBuilder.withPayload(text).setHeader(SpreadHeaders.MESSAGE_TYPE, 42).build();
		}

	}

	static class Later {

		final Received received = new Received();

		final Map<String, CompletableFuture<String>> futures = new ConcurrentHashMap<>();

		@SpreadListener("orders")
		CompletableFuture<String> on(String text) {
			CompletableFuture<String> future = new CompletableFuture<>();
			this.futures.put(text, future);
			this.received.add(text);
			return future;
		}

	}

	static class FailsLater {

		@SpreadListener(value = "orders", errorHandler = "mending")
		CompletionStage<String> on(String text) {
			return CompletableFuture.supplyAsync(() -> {
				throw new IllegalStateException("later");
			});
		}

	}

	static class FailsLaterWithoutResult {

		@SpreadListener("orders")
		CompletableFuture<Void> on(String text) {
			return CompletableFuture.runAsync(() -> {
				throw new IllegalStateException("later");
			});
		}

	}

	@Component("mending")
	static class Mending implements SpreadListenerErrorHandler {

		@Override
		public Object handleError(Message<?> message, SpreadEvent event, ListenerFailedException failure) {
			return "mended " + String.valueOf(failure.getCause().getMessage());
		}

	}

	static class Maybe {

		@SpreadListener("orders")
		@Nullable Optional<String> on(String text) {
			if (text.equals("nothing")) {
				return null;
			}
			return Optional.of(text).filter((value) -> !value.equals("empty")).map((value) -> "re: " + value);
		}

	}

	static class Failing {

		@SpreadListener(value = "orders", filter = "textFilter")
		String on(String text) {
			Assert.state(!text.equals("fails"), "failed");
			return "re: " + text;
		}

	}

	static class TooLong {

		@SpreadListener("orders")
		String on(String length) {
			return "x".repeat(Integer.parseInt(length));
		}

	}

	static class Announcing {

		@SpreadListener("orders")
		@SendTo("audit")
		String on(MemberJoined event) {
			return "welcome " + event.member();
		}

	}

	@Component("textFilter")
	static class TextFilter implements SpreadMessageFilter {

		@Override
		public boolean accept(Message<byte[]> message) {
			return !new String(message.getPayload(), StandardCharsets.UTF_8).equals("filtered");
		}

	}

}
