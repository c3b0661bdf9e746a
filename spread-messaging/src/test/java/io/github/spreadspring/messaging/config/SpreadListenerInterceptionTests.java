package io.github.spreadspring.messaging.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.stereotype.Component;
import org.springframework.util.Assert;

import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.MembershipMessage;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.ListeningApplication;
import io.github.spreadspring.messaging.Received;
import io.github.spreadspring.messaging.RecordingErrorHandler;
import io.github.spreadspring.messaging.annotation.SpreadHandler;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.messaging.listener.ListenerFailedException;
import io.github.spreadspring.messaging.listener.SpreadListenerErrorHandler;
import io.github.spreadspring.messaging.listener.SpreadListenerInterceptor;
import io.github.spreadspring.messaging.listener.SpreadMessageFilter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for filters, interceptors and error handlers around {@link SpreadListener}
 * methods.
 */
class SpreadListenerInterceptionTests {

	@RegisterExtension
	final ListeningApplication app = new ListeningApplication();

	@Test
	void aFilterOfTheListenerKeepsMessagesAway() {
		this.app.start(Filtered.class, LongTexts.class);
		this.app.peer().send("orders", "x");
		this.app.peer().send("orders", "long enough");
		assertThat(this.app.received().next()).isEqualTo("long enough");
	}

	@Test
	void aFilterMayBeAnExpression() {
		this.app.start(FilteredByExpression.class, Filters.class);
		this.app.peer().send("orders", "x");
		this.app.peer().send("orders", "long enough");
		assertThat(this.app.received().next()).isEqualTo("long enough");
	}

	@Test
	void eventsPassTheFilterAlways() {
		this.app.start(NothingPasses.class, Filters.class);
		this.app.peer().send("orders", "text");
		this.app.peer().join("orders");
		assertThat(this.app.received().next()).isEqualTo("MemberJoined");
		this.app.peer().leave("orders");
		assertThat(this.app.received().next()).isEqualTo("MemberLeft");
	}

	@Test
	void aFilterThatFailsIsReported() {
		this.app.start(FailingFilter.class, Filters.class);
		this.app.peer().send("orders", "text");
		await().until(() -> !this.app.errors().failures().isEmpty());
		assertThat(this.app.errors().failures().get(0).getCause()).hasMessage("filter");
	}

	@Test
	void interceptorsOfTheFactorySeeMessagesBeforeAndAfterInOrder() {
		this.app.start(Intercepting.class, Intercepted.class);
		this.app.peer().send("orders", "text");
		assertThat(calls(5)).containsExactly("before 1 text", "before 2 text", "text", "after 2 null", "after 1 null");
	}

	@Test
	void anInterceptorMayPassAMessageOver() {
		this.app.start(Intercepting.class, Intercepted.class);
		this.app.peer().send("orders", "skip");
		this.app.peer().send("orders", "text");
		assertThat(calls(4)).containsExactly("before 1 skip", "before 2 skip", "after 1 null", "before 1 text");
	}

	@Test
	void anInterceptorHearsOfAFailure() {
		this.app.start(Intercepting.class, Intercepted.class);
		this.app.peer().send("orders", "fail");
		assertThat(calls(4)).containsExactly("before 1 fail", "before 2 fail", "after 2 failed", "after 1 failed");
		await().until(() -> this.app.errors().failures().size() == 1);
	}

	@Test
	void anInterceptorThatFailsAfterAMessageDoesNotMakeItFail() {
		this.app.start(Intercepting.class, Intercepted.class);
		this.app.peer().send("orders", "fail after");
		this.app.peer().send("orders", "next");
		assertThat(calls(8)).containsSubsequence("fail after", "after 2 null", "after 1 null", "before 1 next", "next");
		assertThat(this.app.errors().failures()).isEmpty();
	}

	@Test
	void theListenersErrorHandlerMendsAFailure() {
		this.app.start(Mended.class, Mending.class);
		this.app.peer().send("orders", "text");
		List<Object> call = this.app.received().call();
		assertThat(((Message<?>) call.get(0)).getPayload()).isEqualTo("text".getBytes(StandardCharsets.UTF_8));
		assertThat(call.get(1)).isInstanceOf(RegularMessage.class);
		assertThat(call.get(2)).isEqualTo("failed on text");
		assertThat(this.app.errors().failures()).isEmpty();
	}

	@Test
	void theResultOfTheListenersErrorHandlerIsTheAnswer() {
		this.app.start(Mended.class, Mending.class);
		this.app.peer().send("orders", "text");
		assertThat(this.app.peer().text()).isEqualTo("mended");
	}

	@Test
	void aFailureOnAnEventCanBeMendedToo() {
		this.app.start(MendedEvent.class, Mending.class);
		this.app.peer().join("orders");
		assertThat(this.app.received().call().get(1)).isInstanceOf(MemberJoined.class);
		assertThat(this.app.errors().failures()).isEmpty();
	}

	@Test
	void aBodyThatCannotBeReadReachesTheListenersErrorHandler() {
		this.app.start(MendedConversion.class, Mending.class);
		this.app.peer().send("orders", "no number");
		assertThat(this.app.received().call().get(1)).isInstanceOf(RegularMessage.class);
	}

	@Test
	void whatTheListenersErrorHandlerThrowsReachesThatOfTheContainer() {
		this.app.start(NotMended.class, Rethrowing.class);
		this.app.peer().send("orders", "same");
		this.app.peer().send("orders", "other");
		await().until(() -> this.app.errors().failures().size() == 2);
		assertThat(this.app.errors().failures()).extracting((failure) -> failure.getCause().getMessage())
			.containsExactly("failed on same", "another");
	}

	private List<String> calls(int count) {
		List<String> calls = new ArrayList<>();
		while (calls.size() < count) {
			calls.add(this.app.received().next(String.class));
		}
		return calls;
	}

	private static String text(Message<byte[]> message) {
		return new String(message.getPayload(), StandardCharsets.UTF_8);
	}

	abstract static class Recorder {

		@Autowired
		Received received;

	}

	static class Filtered extends Recorder {

		@SpreadListener(value = "orders", filter = "longTexts")
		void on(String text) {
			this.received.add(text);
		}

	}

	static class FilteredByExpression extends Recorder {

		@SpreadListener(value = "orders", filter = "#{@filters.longerThan(3)}")
		void on(String text) {
			this.received.add(text);
		}

	}

	@SpreadListener(value = "orders", filter = "#{@filters.longerThan(1000)}")
	static class NothingPasses extends Recorder {

		@SpreadHandler
		void on(MembershipMessage event) {
			this.received.add(event.getClass().getSimpleName());
		}

		@SpreadHandler
		void on(String text) {
			this.received.add(text);
		}

	}

	static class FailingFilter extends Recorder {

		@SpreadListener(value = "orders", filter = "#{@filters.failing()}")
		void on(String text) {
			this.received.add(text);
		}

	}

	@Component("longTexts")
	static class LongTexts implements SpreadMessageFilter {

		@Override
		public boolean accept(Message<byte[]> message) {
			return message.getPayload().length > 3;
		}

	}

	@Component("filters")
	public static class Filters {

		public SpreadMessageFilter longerThan(int length) {
			return (message) -> message.getPayload().length > length;
		}

		public SpreadMessageFilter failing() {
			return (message) -> {
				throw new IllegalStateException("filter");
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Intercepting {

		@Bean
		SpreadListenerContainerFactory intercepting(SpreadSession session, MessageConverter converter,
				Received received, RecordingErrorHandler errorHandler) {
			SpreadListenerContainerFactory factory = new SpreadListenerContainerFactory(session, converter);
			factory.getContainerProperties().setErrorHandler(errorHandler);
			factory.setInterceptors(interceptor(1, received), interceptor(2, received));
			return factory;
		}

		private static SpreadListenerInterceptor interceptor(int number, Received received) {
			return new SpreadListenerInterceptor() {

				@Override
				public @Nullable Message<byte[]> beforeMessage(Message<byte[]> message) {
					received.add("before %d %s".formatted(number, text(message)));
					return (number == 2 && text(message).equals("skip")) ? null : message;
				}

				@Override
				public void afterMessage(Message<byte[]> message, @Nullable Throwable failure) {
					received.add("after %d %s".formatted(number, (failure != null) ? failure.getMessage() : null));
					Assert.state(!text(message).equals("fail after"), "failed after");
				}

			};
		}

	}

	static class Intercepted extends Recorder {

		@SpreadListener(value = "orders", containerFactory = "intercepting")
		void on(String text) {
			Assert.state(!text.equals("fail"), "failed");
			this.received.add(text);
		}

	}

	static class Mended {

		@SpreadListener(value = "orders", errorHandler = "mending")
		String on(String text) {
			throw new IllegalStateException("failed on " + text);
		}

	}

	static class MendedEvent {

		@SpreadListener(value = "orders", errorHandler = "mending")
		void on(MemberJoined event) {
			throw new IllegalStateException("failed");
		}

	}

	static class MendedConversion {

		@SpreadListener(value = "orders", errorHandler = "mending")
		void on(Integer number) {
		}

	}

	static class NotMended {

		@SpreadListener(value = "orders", errorHandler = "rethrowing")
		void on(String text) {
			throw new IllegalStateException("failed on " + text);
		}

	}

	@Component("mending")
	static class Mending extends Recorder implements SpreadListenerErrorHandler {

		@Override
		public Object handleError(Message<?> message, SpreadEvent event, ListenerFailedException failure) {
			this.received.add(message, event, String.valueOf(failure.getCause().getMessage()));
			return "mended";
		}

	}

	@Component("rethrowing")
	static class Rethrowing implements SpreadListenerErrorHandler {

		@Override
		public Object handleError(Message<?> message, SpreadEvent event, ListenerFailedException failure) {
			throw failure.getCause().getMessage().endsWith("same") ? failure : new IllegalStateException("another");
		}

	}

}
