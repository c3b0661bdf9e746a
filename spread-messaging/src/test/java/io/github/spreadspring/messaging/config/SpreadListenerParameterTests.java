package io.github.spreadspring.messaging.config;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.messaging.handler.annotation.Payload;

import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.messaging.Peer;
import io.github.spreadspring.messaging.Received;
import io.github.spreadspring.messaging.RecordingErrorHandler;
import io.github.spreadspring.messaging.SpreadNetwork;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.messaging.listener.ListenerFailedException;
import io.github.spreadspring.messaging.support.SpreadHeaders;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.ServiceType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for what parameters of {@link SpreadListener} methods get.
 */
class SpreadListenerParameterTests {

	@RegisterExtension
	final SpreadNetwork network = new SpreadNetwork();

	private Received received;

	private Peer peer;

	private SpreadTemplate template;

	private RecordingErrorHandler errors;

	private void start(Class<?> listener) {
		var context = this.network.startIn("orders", listener);
		this.received = context.getBean(Received.class);
		this.template = context.getBean(SpreadTemplate.class);
		this.errors = context.getBean(RecordingErrorHandler.class);
		this.peer = this.network.peer("peer");
	}

	@Test
	void text() {
		start(TextListener.class);
		this.peer.send("orders", "Grüße");
		this.peer.send("orders", "");
		this.peer.send("orders", "  ");
		assertThat(this.received.next()).isEqualTo("Grüße");
		assertThat(this.received.next()).isEqualTo("");
		assertThat(this.received.next()).isEqualTo("  ");
	}

	@Test
	void bytes() {
		start(BytesListener.class);
		this.peer.send(OutboundMessage.of("orders", new byte[] { 0, -1 }));
		this.peer.send(OutboundMessage.of("orders", new byte[0]));
		this.peer.send("orders", "{}");
		assertThat(this.received.next()).isEqualTo(new byte[] { 0, -1 });
		assertThat(this.received.next()).isEqualTo(new byte[0]);
		assertThat(this.received.next()).isEqualTo("{}".getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void aTypeForJson() {
		start(JsonListener.class);
		this.peer.send("orders", "{\"item\":\"pen\",\"count\":3}");
		assertThat(this.received.next()).isEqualTo(new Order("pen", 3));
		this.template.convertAndSend("orders", new Order("ink", 1));
		this.template.convertAndSend("orders", new Order("cap", 2), Map.of("k", "v"));
		assertThat(this.received.next()).isEqualTo(new Order("ink", 1));
		assertThat(this.received.next()).isEqualTo(new Order("cap", 2));
	}

	@Test
	void jsonThatWasSentAsTextWithAHeader() {
		start(JsonListener.class);
		this.template.to("orders").header("k", "v").send("{\"item\":\"pen\",\"count\":3}");
		assertThat(this.received.next()).isEqualTo(new Order("pen", 3));
	}

	@Test
	void aGenericTypeForJson() {
		start(GenericListener.class);
		this.peer.send("orders", "[{\"item\":\"pen\",\"count\":3},{\"item\":\"ink\",\"count\":1}]");
		assertThat(this.received.next()).isEqualTo(List.of(new Order("pen", 3), new Order("ink", 1)));
	}

	@Test
	void headersAsTextAndConverted() {
		start(HeaderListener.class);
		this.template.to("orders").header("n", 42).header("k", "v").type(5).service(ServiceType.SAFE).send("text");
		this.template.to("orders").header("n", 43).send("text");
		assertThat(this.received.call()).containsExactly("text", 42, "v", 5, ServiceType.SAFE);
		assertThat(this.received.call()).containsExactly("text", 43, null, 0, ServiceType.AGREED);
	}

	@Test
	void allHeaders() {
		start(HeadersListener.class);
		this.template.to("orders", "audit").header("k", "v").send("text");
		assertThat(this.received.next()).asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
			.containsEntry("k", "v")
			.containsEntry(SpreadHeaders.GROUPS, List.of("orders", "audit"))
			.containsEntry(SpreadHeaders.SENDER, MemberId.of("#app#localhost"));
	}

	@Test
	void aMessageWithItsBytes() {
		start(MessageListener.class);
		this.peer.send("orders", "text");
		Message<?> message = this.received.next(Message.class);
		assertThat(message.getPayload()).isEqualTo("text".getBytes(StandardCharsets.UTF_8));
		assertThat(message.getHeaders()).containsEntry(SpreadHeaders.SENDER, MemberId.of(this.peer.id()));
	}

	@Test
	void aMessageWithConvertedPayload() {
		start(OrderMessageListener.class);
		this.peer.send("orders", "{\"item\":\"pen\",\"count\":3}");
		assertThat(this.received.next(Message.class).getPayload()).isEqualTo(new Order("pen", 3));
	}

	@Test
	void theMessageAsTheClientHasItAndTheSender() {
		start(RegularMessageListener.class);
		this.peer.send(OutboundMessage.of("orders", new byte[] { 7 }).type(9).service(ServiceType.FIFO));
		List<Object> call = this.received.call();
		RegularMessage message = (RegularMessage) call.get(0);
		assertThat(message.body()).containsExactly(7);
		assertThat(message.messageType()).isEqualTo((short) 9);
		assertThat(call.get(1)).isEqualTo(MemberId.of(this.peer.id()));
		assertThat(call.get(2)).isEqualTo(MemberId.of(this.peer.id()));
	}

	@Test
	void aPayloadThatMayBeMissing() {
		start(OptionalPayloadListener.class);
		this.peer.send("orders", "");
		this.peer.send("orders", "{\"item\":\"pen\",\"count\":3}");
		assertThat(this.received.next()).isNull();
		assertThat(this.received.next()).isEqualTo(new Order("pen", 3));
	}

	@Test
	void noneAtAll() {
		start(NoParameterListener.class);
		this.peer.send("orders", "text");
		assertThat(this.received.next()).isEqualTo("called");
	}

	@Test
	void aPayloadThatIsNoJsonIsReportedOnceAndTheNextComes() {
		start(JsonListener.class);
		this.peer.send("orders", "{ no json");
		this.peer.send("orders", "");
		this.peer.send("orders", "{\"item\":\"pen\",\"count\":3}");
		assertThat(this.received.next()).isEqualTo(new Order("pen", 3));
		assertThat(this.errors.await(2)).hasSize(2).allSatisfy((failure) -> {
			assertThat(failure).isInstanceOf(ListenerFailedException.class)
				.hasMessageContaining("Listener 'jsonListener.on' failed on")
				.hasMessageContaining("from #peer#localhost to [orders]");
			assertThat(failure.getCause()).isInstanceOf(MessagingException.class);
		});
	}

	@Test
	void aRequiredHeaderThatIsMissingIsReported() {
		start(HeaderListener.class);
		this.peer.send("orders", "without headers");
		this.template.to("orders").header("n", "no number").send("text");
		this.template.to("orders").header("n", 1).send("text");
		assertThat(this.received.call()).contains(1);
		await().until(() -> this.errors.failures().size() == 2);
		// two senders: either failure may come first
		assertThat(this.errors.failures())
			.anySatisfy((failure) -> assertThat(failure.getCause()).hasMessageContaining("Missing header 'n'"));
	}

	record Order(String item, int count) {

	}

	static class TextListener {

		@Autowired
		Received received;

		@SpreadListener("orders")
		void on(String text) {
			this.received.add(text);
		}

	}

	static class BytesListener {

		@Autowired
		Received received;

		@SpreadListener("orders")
		void on(byte[] bytes) {
			this.received.add((Object) bytes);
		}

	}

	static class JsonListener {

		@Autowired
		Received received;

		@SpreadListener(value = "orders", id = "jsonListener.on")
		void on(Order order) {
			this.received.add(order);
		}

	}

	static class GenericListener {

		@Autowired
		Received received;

		@SpreadListener("orders")
		void on(@Payload List<Order> orders) {
			this.received.add(orders);
		}

	}

	static class HeaderListener {

		@Autowired
		Received received;

		@SpreadListener("orders")
		void on(@Payload String text, @Header("n") int number,
				@Header(name = "k", required = false) @Nullable String value,
				@Header(SpreadHeaders.MESSAGE_TYPE) int type,
				@Header(SpreadHeaders.SERVICE_TYPE) ServiceType serviceType) {
			this.received.add(text, number, value, type, serviceType);
		}

	}

	static class HeadersListener {

		@Autowired
		Received received;

		@SpreadListener("orders")
		void on(String text, @Headers Map<String, Object> headers) {
			this.received.add(headers);
		}

	}

	static class MessageListener {

		@Autowired
		Received received;

		@SpreadListener("orders")
		void on(Message<?> message) {
			this.received.add(message);
		}

	}

	static class OrderMessageListener {

		@Autowired
		Received received;

		@SpreadListener("orders")
		void on(Message<Order> message) {
			this.received.add(message);
		}

	}

	static class RegularMessageListener {

		@Autowired
		Received received;

		@SpreadListener("orders")
		void on(RegularMessage message, MemberId sender, @Header(SpreadHeaders.SENDER) MemberId same) {
			this.received.add(message, sender, same);
		}

	}

	static class OptionalPayloadListener {

		@Autowired
		Received received;

		@SpreadListener("orders")
		void on(@Payload(required = false) @Nullable Order order) {
			this.received.add(order);
		}

	}

	static class NoParameterListener {

		@Autowired
		Received received;

		@SpreadListener("orders")
		void on() {
			this.received.add("called");
		}

	}

}
