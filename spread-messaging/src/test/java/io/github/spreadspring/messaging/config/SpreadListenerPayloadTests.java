package io.github.spreadspring.messaging.config;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException;
import org.springframework.messaging.support.MessageHeaderAccessor;
import org.springframework.validation.Validator;
import org.springframework.validation.annotation.Validated;

import io.github.spreadspring.client.message.RejectedMessage;
import io.github.spreadspring.messaging.ListeningApplication;
import io.github.spreadspring.messaging.Received;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.messaging.listener.adapter.AdapterSettings;
import io.github.spreadspring.messaging.listener.adapter.HandlerDefinition;
import io.github.spreadspring.messaging.listener.adapter.MethodSpreadListener;
import io.github.spreadspring.messaging.support.SpreadHeaderAccessor;
import io.github.spreadspring.messaging.support.SpreadMessageConverters;
import io.github.spreadspring.protocol.FrameType;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.ServiceType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for payloads of {@link SpreadListener} methods that are validated, missing or
 * generic.
 */
class SpreadListenerPayloadTests {

	@RegisterExtension
	final ListeningApplication app = new ListeningApplication();

	@Test
	void aPayloadThatIsNotValidIsReported() {
		this.app.start(Validating.class, Checked.class);
		this.app.peer().send("orders", "{\"item\":\"pen\",\"count\":0}");
		this.app.peer().send("orders", "{\"item\":\"pen\",\"count\":1}");
		assertThat(this.app.received().next()).isEqualTo(new Order("pen", 1));
		assertThat(this.app.errors().await(1)).singleElement()
			.extracting(Throwable::getCause)
			.isInstanceOfSatisfying(MethodArgumentNotValidException.class,
					(failure) -> assertThat(failure.getMessage()).contains("must be positive"));
	}

	@Test
	void aPayloadWithoutAnnotationIsNotValidated() {
		this.app.start(Validating.class, Unchecked.class);
		this.app.peer().send("orders", "{\"item\":\"pen\",\"count\":0}");
		assertThat(this.app.received().next()).isEqualTo(new Order("pen", 0));
	}

	@Test
	void anOptionalPayloadIsEmptyWithoutBody() {
		this.app.start(OptionalOrder.class);
		this.app.peer().send("orders", "");
		this.app.peer().send("orders", "{\"item\":\"pen\",\"count\":1}");
		assertThat(this.app.received().next()).isEqualTo(Optional.empty());
		assertThat(this.app.received().next()).isEqualTo(Optional.of(new Order("pen", 1)));
	}

	@Test
	void aNullablePayloadIsNullWithoutBody() {
		this.app.start(NullableOrder.class);
		this.app.peer().send("orders", "");
		assertThat(this.app.received().next()).isNull();
	}

	@Test
	void aRequiredPayloadWithoutBodyIsReported() {
		this.app.start(Unchecked.class);
		this.app.peer().send("orders", "");
		await().until(() -> !this.app.errors().failures().isEmpty());
		assertThat(this.app.errors().failures().get(0).getCause()).hasMessageContaining("must not be empty")
			.hasMessageContaining("@Payload(required = false)");
	}

	@Test
	void aMessageOfTextMayBeEmpty() {
		this.app.start(TextMessage.class);
		this.app.peer().send("orders", "");
		assertThat(this.app.received().next()).isEqualTo("");
	}

	@Test
	void theTypeOfAGenericBaseClassIsThatOfTheSubclass() {
		this.app.start(OrderListener.class);
		this.app.peer().send("orders", "{\"item\":\"pen\",\"count\":1}");
		assertThat(this.app.received().next()).isEqualTo(new Order("pen", 1));
	}

	@Test
	void anythingIsWhatTheContentTypeSays() {
		AnnotationConfigApplicationContext context = this.app.start(Anything.class);
		SpreadTemplate template = context.getBean(SpreadTemplate.class);
		template.to("orders").header(MessageHeaders.CONTENT_TYPE, "text/plain").header("k", "v").send("text");
		template.to("orders")
			.header(MessageHeaders.CONTENT_TYPE, "application/json")
			.header("k", "v")
			.send("{\"a\":1}");
		template.convertAndSend("orders", "bare");
		assertThat(this.app.received().next()).isEqualTo("text");
		assertThat(this.app.received().next()).isEqualTo(Map.of("a", 1));
		assertThat(this.app.received().next()).isEqualTo("bare".getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void allWaysToHeadersAreUnderstood() {
		AnnotationConfigApplicationContext context = this.app.start(Headers.class);
		context.getBean(SpreadTemplate.class).to("orders").header("k", "v").service(ServiceType.SAFE).send("text");
		assertThat(this.app.received().call()).containsExactly("v", "v", "v", "default", ServiceType.SAFE,
				MemberId.of("#app#localhost"));
	}

	@Test
	void aRejectedMessageIsAnEvent() throws Exception {
		Rejections bean = new Rejections();
		MethodSpreadListener listener = new MethodSpreadListener(bean,
				List.of(HandlerDefinition.of(Rejections.class.getDeclaredMethod("on", RejectedMessage.class))),
				new AdapterSettings("test", SpreadMessageConverters.plain()));
		RejectedMessage event = new RejectedMessage(FrameType.message(ServiceType.AGREED, false), List.of("orders"),
				(short) 0, new byte[0]);
		listener.onEvent(event);
		assertThat(bean.received.next()).isSameAs(event);
	}

	record Order(String item, int count) {

	}

	abstract static class Recorder {

		@Autowired
		Received received;

	}

	@Configuration(proxyBeanMethods = false)
	static class Validating {

		@Bean
		SpreadListenerConfigurer validating() {
			return (registrar) -> registrar.setValidator(Validator.forInstanceOf(Order.class, (order, problems) -> {
				if (order.count() < 1) {
					problems.rejectValue("count", "positive", "must be positive");
				}
			}));
		}

	}

	static class Checked extends Recorder {

		@SpreadListener("orders")
		void on(@Validated Order order) {
			this.received.add(order);
		}

	}

	static class Unchecked extends Recorder {

		@SpreadListener("orders")
		void on(Order order) {
			this.received.add(order);
		}

	}

	static class OptionalOrder extends Recorder {

		@SpreadListener("orders")
		void on(Optional<Order> order) {
			this.received.add(order);
		}

	}

	static class NullableOrder extends Recorder {

		@SpreadListener("orders")
		void on(@Nullable Order order) {
			this.received.add(order);
		}

	}

	static class TextMessage extends Recorder {

		@SpreadListener("orders")
		void on(Message<String> message) {
			this.received.add(message.getPayload());
		}

	}

	abstract static class GenericListener<T> extends Recorder {

		@SpreadListener("orders")
		void on(T payload) {
			this.received.add(payload);
		}

	}

	static class OrderListener extends GenericListener<Order> {

	}

	static class Anything extends Recorder {

		@SpreadListener("orders")
		void on(Object payload) {
			this.received.add(payload);
		}

	}

	static class Headers extends Recorder {

		@SpreadListener("orders")
		void on(MessageHeaders headers, SpreadHeaderAccessor accessor, MessageHeaderAccessor other,
				@Header(name = "absent", defaultValue = "default") String absent, ServiceType service) {
			this.received.add(headers.get("k"), accessor.getHeader("k"), other.getHeader("k"), absent, service,
					accessor.getSender());
		}

	}

	static class Rejections {

		final Received received = new Received();

		void on(RejectedMessage event) {
			this.received.add(event);
		}

	}

}
