package io.github.spreadspring.messaging.config;

import java.lang.reflect.Method;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException;
import org.springframework.validation.Validator;
import org.springframework.validation.annotation.Validated;
import tools.jackson.databind.json.JsonMapper;

import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.ListeningApplication;
import io.github.spreadspring.messaging.Received;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.messaging.listener.SpreadListenerInterceptor;
import io.github.spreadspring.messaging.listener.adapter.AdapterSettings;
import io.github.spreadspring.messaging.listener.adapter.BatchMethodSpreadListener;
import io.github.spreadspring.messaging.listener.adapter.HandlerDefinition;
import io.github.spreadspring.messaging.support.SpreadHeaders;
import io.github.spreadspring.messaging.support.SpreadMessageConverters;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.ServiceType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SpreadListener} methods that take several messages at once.
 */
class SpreadListenerBatchTests {

	@RegisterExtension
	final ListeningApplication app = new ListeningApplication();

	@Test
	void allMessagesReachTheMethodInOrder() {
		this.app.start(Orders.class);
		List<Order> expected = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			this.app.peer().send("orders", "{\"item\":\"pen\",\"count\":" + i + "}");
			expected.add(new Order("pen", i));
		}
		assertThat(elements(100)).isEqualTo(expected);
	}

	@Test
	void aMessageThatCannotBeReadIsReportedAloneAndTheRestIsDelivered() throws Exception {
		List<RegularMessage> failed = new ArrayList<>();
		Orders bean = new Orders();
		bean.received = new Received();
		batch(bean, "on").onMessages(List.of(message("{\"item\":\"a\",\"count\":1}"), message("no json"),
				message("{\"item\":\"b\",\"count\":2}")), (message, failure) -> failed.add(message));
		assertThat(bean.received.next()).isEqualTo(List.of(new Order("a", 1), new Order("b", 2)));
		assertThat(failed).singleElement()
			.satisfies(
					(message) -> assertThat(new String(message.body(), StandardCharsets.UTF_8)).isEqualTo("no json"));
	}

	@Test
	void aBatchOfWhichNothingRemainsIsNoCall() throws Exception {
		Orders bean = new Orders();
		bean.received = new Received();
		batch(bean, "on").onMessages(List.of(message("no json")), (message, failure) -> {
		});
		assertThat(bean.received.isEmpty()).isTrue();
	}

	@Test
	void elementsMayBeMessagesOrAsTheClientHasThem() throws Exception {
		Forms bean = new Forms();
		batch(bean, "messages").onMessages(List.of(message("{\"item\":\"a\",\"count\":1}")), (message, failure) -> {
		});
		List<?> messages = (List<?>) bean.received.next();
		assertThat(messages).singleElement().isInstanceOfSatisfying(Message.class, (message) -> {
			assertThat(message.getPayload()).isEqualTo(new Order("a", 1));
			assertThat(message.getHeaders()).containsEntry(SpreadHeaders.SENDER, MemberId.of("#peer#localhost"));
		});
		RegularMessage raw = message("raw");
		batch(bean, "raw").onMessages(List.of(raw), (message, failure) -> {
		});
		assertThat(bean.received.next()).isEqualTo(List.of(raw));
		batch(bean, "bytes").onMessages(List.of(raw), (message, failure) -> {
		});
		assertThat((List<?>) bean.received.next()).singleElement().isEqualTo("raw".getBytes(StandardCharsets.UTF_8));
		batch(bean, "texts").onMessages(List.of(raw, message("")), (message, failure) -> {
		});
		assertThat(bean.received.next()).isEqualTo(List.of("raw", ""));
	}

	@Test
	void filterAndInterceptorsSeeEachMessage() throws Exception {
		Forms bean = new Forms();
		List<String> seen = new ArrayList<>();
		SpreadListenerInterceptor interceptor = new SpreadListenerInterceptor() {

			@Override
			public Message<byte[]> beforeMessage(Message<byte[]> message) {
				seen.add("before " + new String(message.getPayload(), StandardCharsets.UTF_8));
				return message;
			}

			@Override
			public void afterMessage(Message<byte[]> message, @Nullable Throwable failure) {
				seen.add("after " + new String(message.getPayload(), StandardCharsets.UTF_8));
			}

		};
		AdapterSettings settings = settings().filter((message) -> message.getPayload().length > 0)
			.interceptors(List.of(interceptor));
		batch(bean, "texts", settings).onMessages(List.of(message("a"), message(""), message("b")),
				(message, failure) -> {
				});
		assertThat(bean.received.next()).isEqualTo(List.of("a", "b"));
		assertThat(seen).containsExactly("before a", "before b", "after a", "after b");
	}

	@Test
	void anInterceptorThatFailsAfterAMessageOfABatchSeesTheOthersToo() throws Exception {
		List<String> seen = new ArrayList<>();
		SpreadListenerInterceptor interceptor = new SpreadListenerInterceptor() {

			@Override
			public void afterMessage(Message<byte[]> message, @Nullable Throwable failure) {
				seen.add(new String(message.getPayload(), StandardCharsets.UTF_8));
				throw new IllegalStateException("of a test");
			}

		};
		BatchMethodSpreadListener listener = batch(new Forms(), "texts", settings().interceptors(List.of(interceptor)));
		listener.onMessages(List.of(message("a"), message("b")), (message, failure) -> {
		});
		assertThat(seen).containsExactly("a", "b");
	}

	@Test
	void elementsAreValidatedOneByOne() throws Exception {
		Forms bean = new Forms();
		List<Throwable> failures = new ArrayList<>();
		Validator validator = Validator.forInstanceOf(Order.class, (order, problems) -> {
			if (order.count() < 1) {
				problems.rejectValue("count", "positive", "must be positive");
			}
		});
		batch(bean, "valid", settings().validator(validator)).onMessages(
				List.of(message("{\"item\":\"a\",\"count\":0}"), message("{\"item\":\"b\",\"count\":1}")),
				(message, failure) -> failures.add(failure));
		assertThat(bean.received.next()).isEqualTo(List.of(new Order("b", 1)));
		assertThat(failures).singleElement().isInstanceOf(MethodArgumentNotValidException.class);
	}

	@Test
	void aFailureOfTheMethodGoesToTheErrorHandler() {
		this.app.start(Failing.class);
		this.app.peer().send("orders", "text");
		await().until(() -> !this.app.errors().failures().isEmpty());
		assertThat(this.app.errors().failures().get(0).getCause()).hasMessage("failed");
	}

	@Test
	void aFactoryMayMakeAllItsListenersBatchListeners() {
		this.app.start(BatchFactory.class, Default.class);
		this.app.peer().send("orders", "a");
		assertThat(elements(1)).isEqualTo(List.of("a"));
	}

	@Test
	void aMethodWithoutListIsToldOf() {
		assertFails(List.of("one parameter, a List of"), NoList.class);
		assertFails(List.of("one parameter, a List of"), TwoParameters.class);
	}

	@Test
	void aMethodThatReturnsSomethingIsToldOf() {
		assertFails(List.of("must return nothing"), Returning.class);
	}

	private void assertFails(List<String> texts, Class<?>... components) {
		AnnotationConfigApplicationContext context = this.app.network().context(components);
		assertThatThrownBy(context::refresh).hasMessageContaining("@SpreadListener on ")
			.satisfies((failure) -> assertThat(failure.getMessage()).contains(texts));
	}

	private List<Object> elements(int count) {
		List<Object> elements = new ArrayList<>();
		while (elements.size() < count) {
			elements.addAll((List<?>) this.app.received().next());
		}
		return elements;
	}

	private static RegularMessage message(String text) {
		return new RegularMessage(MemberId.of("#peer#localhost"), List.of("orders"), ServiceType.AGREED, false,
				(short) 0, ByteOrder.LITTLE_ENDIAN, text.getBytes(StandardCharsets.UTF_8));
	}

	private static AdapterSettings settings() {
		return new AdapterSettings("test", SpreadMessageConverters.json(JsonMapper.builder().build()));
	}

	private static BatchMethodSpreadListener batch(Object bean, String name) throws Exception {
		return batch(bean, name, settings());
	}

	private static BatchMethodSpreadListener batch(Object bean, String name, AdapterSettings settings)
			throws Exception {
		Method method = bean.getClass().getDeclaredMethod(name, List.class);
		return new BatchMethodSpreadListener(bean, List.of(HandlerDefinition.of(method)), settings);
	}

	record Order(String item, int count) {

	}

	static class Orders {

		@Autowired
		Received received;

		@SpreadListener(value = "orders", batch = "true")
		void on(List<Order> orders) {
			this.received.add(orders);
		}

	}

	static class Forms {

		final Received received = new Received();

		void messages(List<Message<Order>> messages) {
			this.received.add(messages);
		}

		void raw(List<RegularMessage> messages) {
			this.received.add(messages);
		}

		void bytes(List<byte[]> bodies) {
			this.received.add(bodies);
		}

		void texts(List<String> texts) {
			this.received.add(texts);
		}

		void valid(@Validated List<Order> orders) {
			this.received.add(orders);
		}

	}

	static class Failing {

		@SpreadListener(value = "orders", batch = "true")
		void on(List<String> texts) {
			throw new IllegalStateException("failed");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BatchFactory {

		@Bean
		SpreadListenerContainerFactory batchFactory(SpreadSession session, MessageConverter converter) {
			SpreadListenerContainerFactory factory = new SpreadListenerContainerFactory(session, converter);
			factory.setBatchListener(true);
			return factory;
		}

	}

	static class Default {

		@Autowired
		Received received;

		@SpreadListener(value = "orders", containerFactory = "batchFactory")
		void on(List<String> texts) {
			this.received.add(texts);
		}

	}

	static class NoList {

		@SpreadListener(value = "orders", batch = "true")
		void on(String text) {
		}

	}

	static class TwoParameters {

		@SpreadListener(value = "orders", batch = "true")
		void on(List<String> texts, MemberId sender) {
		}

	}

	static class Returning {

		@SpreadListener(value = "orders", batch = "true")
		String on(List<String> texts) {
			return "";
		}

	}

}
