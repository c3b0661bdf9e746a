package io.github.spreadspring.messaging.config;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.messaging.ListeningApplication;
import io.github.spreadspring.messaging.Received;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.messaging.listener.ListenerFailedException;
import io.github.spreadspring.messaging.support.HeaderSettings;
import io.github.spreadspring.messaging.support.SpreadMessageMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Peers that send what no listener expects do not stop one, and are not believed more
 * than others.
 */
class HostilePeerTests {

	private static final String GOOD = "{\"item\":\"pen\",\"count\":1}";

	@RegisterExtension
	final ListeningApplication app = new ListeningApplication();

	@ParameterizedTest
	@EnumSource(Nonsense.class)
	void aBodyThatIsNoOrderIsReportedAndTheNextOneDelivered(Nonsense nonsense) {
		this.app.start(Orders.class);
		this.app.peer().send("orders", nonsense.body());
		this.app.peer().send("orders", GOOD);
		assertThat(this.app.received().next()).isEqualTo(new Order("pen", 1));
		assertThat(this.app.errors().await(1)).singleElement().isInstanceOf(ListenerFailedException.class);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "{\"item\":\"ink\",\"item\":\"pen\",\"count\":1}", "{\"count\":1,\"item\":\"pen\",\"x\":[]}" })
	void aBodyThatSaysTooMuchIsReadOrReported(String body) {
		this.app.start(Orders.class);
		this.app.peer().send("orders", body);
		this.app.peer().send("orders", GOOD);
		assertThat(this.app.received().next()).isEqualTo(new Order("pen", 1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a b", "", "#", "##", "#x", "0123456789012345678901234567890123456789", "\u00e4" })
	void aReplyToThatIsNoDestinationIsReported(String replyTo) {
		this.app.start(Answering.class);
		request("orders", "reply-to: " + replyTo + "\nx: y\n\nq");
		this.app.peer().send("orders", "plain");
		assertThat(this.app.peer().text()).isEqualTo("re: plain");
		assertThat(this.app.errors().await(1)).hasSize(1);
	}

	@Test
	void anAnswerToOurselvesIsNotAnsweredAgain() {
		AtomicInteger calls = this.app.start(AnsweringPrivate.class).getBean(AnsweringPrivate.class).calls;
		request("#app#localhost", "reply-to: #app#localhost\n\nq");
		this.app.peer().send("#app#localhost", "plain");
		assertThat(this.app.peer().text()).isEqualTo("re: plain");
		Awaitility.await()
			.during(Duration.ofMillis(200))
			.atMost(Duration.ofSeconds(10))
			.untilAsserted(() -> assertThat(calls).hasValue(3));
	}

	@Test
	void whoGotOneRequestCannotAnswerTheNext() throws Exception {
		SpreadTemplate template = this.app.start(Orders.class).getBean(SpreadTemplate.class);
		var first = template.to(this.app.peer().id()).sendAndReceiveAsync("one", String.class);
		var second = template.to("nobody").sendAndReceiveAsync("two", String.class);
		RegularMessage request = this.app.peer().message();
		String id = SpreadMessageMapper.correlationId(request);
		for (String guess : List.of(id.replace("-1-", "-2-"), id.replaceFirst("-1.*", "-2"), "1", "")) {
			request(request.sender().toString(), "correlation-id: %s\n\nforged".formatted(guess));
		}
		this.app.peer().answer(request, "good");
		assertThat(first.get()).isEqualTo("good");
		assertThat(second).isNotDone();
	}

	private void request(String destination, String block) {
		this.app.peer()
			.send(OutboundMessage.of(destination, block.getBytes(StandardCharsets.UTF_8))
				.type(HeaderSettings.DEFAULT_MARKER_TYPE));
	}

	/**
	 * Bodies that are no order.
	 */
	enum Nonsense {

		DEEP, DEEP_OBJECTS, HUGE_NUMBER, HUGE_EXPONENT, LONG_STRING_FOR_A_NUMBER, WRONG_TYPE, ARRAY, TEXT, HALF, NUL,
		POLYMORPHIC;

		String body() {
			return switch (this) {
				case DEEP -> "[".repeat(140_000);
				case DEEP_OBJECTS -> "{\"item\":".repeat(17_000);
				case HUGE_NUMBER -> "{\"item\":\"pen\",\"count\":" + "9".repeat(100_000) + "}";
				case HUGE_EXPONENT -> "{\"item\":\"pen\",\"count\":1e1000000000}";
				case LONG_STRING_FOR_A_NUMBER -> "{\"item\":\"pen\",\"count\":\"" + "9".repeat(100_000) + "\"}";
				case WRONG_TYPE -> "{\"item\":{\"a\":[]},\"count\":[1]}";
				case ARRAY -> "[[\"java.net.URL\",\"http://localhost\"]]";
				case TEXT -> "pen";
				case HALF -> "{\"item\":\"pen\"";
				case NUL -> "\u0000";
				case POLYMORPHIC -> "[\"java.lang.ProcessBuilder\",{\"command\":[\"true\"]}]";
			};
		}

	}

	record Order(String item, int count) {

	}

	static class Orders {

		private final Received received;

		Orders(Received received) {
			this.received = received;
		}

		@SpreadListener("orders")
		void on(Order order) {
			this.received.add(order);
		}

	}

	static class Answering {

		@SpreadListener("orders")
		String on(String text) {
			return "re: " + text;
		}

	}

	static class AnsweringPrivate {

		private final AtomicInteger calls = new AtomicInteger();

		@SpreadListener("orders")
		void on(String text) {
			throw new IllegalStateException(text);
		}

		@SpreadListener(SpreadListener.PRIVATE)
		String answer(String text) {
			this.calls.incrementAndGet();
			return "re: " + text;
		}

	}

}
