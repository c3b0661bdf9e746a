package io.github.spreadspring.messaging.listener;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.core.retry.RetryPolicy;

import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.client.session.SpreadStream;
import io.github.spreadspring.messaging.FailingScope;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.observation.DefaultSpreadListenerObservationConvention;
import io.github.spreadspring.messaging.observation.SpreadListenerObservationContext;
import io.github.spreadspring.messaging.support.SpreadMessageConverters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for observations of listeners.
 */
class ListenerObservationTests {

	@RegisterExtension
	final Listening listening = new Listening();

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	@BeforeEach
	void observe() {
		this.listening.properties().setObservationRegistry(this.registry);
	}

	private void awaitStopped() {
		await().untilAsserted(() -> TestObservationRegistryAssert.assertThat(this.registry)
			.hasObservationWithNameEqualTo("spread.listener")
			.that()
			.hasBeenStopped());
	}

	@Test
	void eachMessageIsObservedWithItsGroupAndListener() {
		this.listening.start((event) -> {
		}, "a");
		this.listening.peer("peer").send(OutboundMessage.of("elsewhere", new byte[0]).to("elsewhere", "a"));
		awaitStopped();
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasSingleObservationThat()
			.hasContextualNameEqualTo("a process")
			.hasLowCardinalityKeyValue("messaging.system", "spread")
			.hasLowCardinalityKeyValue("messaging.operation.type", "process")
			.hasLowCardinalityKeyValue("messaging.destination.name", "a")
			.hasLowCardinalityKeyValue("spread.listener.id", "my-listener")
			.doesNotHaveError();
	}

	@Test
	void ourPrivateGroupHasOneNameForAll() {
		this.listening.start((event) -> {
		}, SpreadStream.PRIVATE);
		this.listening.peer("peer").send(String.valueOf(this.listening.session().privateGroup()), "text");
		awaitStopped();
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasSingleObservationThat()
			.hasLowCardinalityKeyValue("messaging.destination.name", "#private");
	}

	@Test
	void retryAndErrorHandlerAreInsideAndTheErrorIsNoted() {
		IllegalStateException failure = new IllegalStateException("of a test");
		this.listening.properties().setRetryPolicy(RetryPolicy.builder().maxRetries(1).delay(Duration.ZERO).build());
		this.listening.properties().setErrorHandler((failed) -> this.listening.received().add(current()));
		this.listening.start((event) -> {
			if (event instanceof RegularMessage) {
				this.listening.received().add(current());
				throw failure;
			}
		}, "a");
		this.listening.peer("peer").send("a", "text");
		Object first = this.listening.received().next();
		assertThat(first).isNotEqualTo("none");
		assertThat(this.listening.received().next()).isSameAs(first);
		assertThat(this.listening.received().next()).as("in the error handler").isSameAs(first);
		awaitStopped();
		TestObservationRegistryAssert.assertThat(this.registry).hasSingleObservationThat().hasError(failure);
	}

	@Test
	void aBatchIsObservedOnce() {
		SpreadListenerContainer container = this.listening.start(new SpreadBatchListener() {

			@Override
			public void onMessages(List<RegularMessage> messages, BiConsumer<RegularMessage, Throwable> failed) {
				ListenerObservationTests.this.listening.received().add(messages.size());
			}

			@Override
			public void onEvent(SpreadEvent event) {
			}

		}, "a");
		await().until(() -> container.getQueueSize() == 0);
		container.pause();
		for (int i = 0; i < 10; i++) {
			this.listening.peer("peer" + i).send("a", "text");
		}
		await().until(() -> container.getQueueSize() == 10);
		container.resume();
		int batches = 0;
		for (int sum = 0; sum < 10; batches++) {
			sum += (Integer) this.listening.received().next();
		}
		int expected = batches;
		await().untilAsserted(() -> TestObservationRegistryAssert.assertThat(this.registry)
			.hasNumberOfObservationsWithNameEqualTo("spread.listener", expected));
		assertThat(batches).isLessThan(10);
	}

	@Test
	void theTraceOfTheSenderIsFoundInTheHeadersOfTheMessage() {
		this.registry.observationConfig()
			.observationHandler(new ObservationHandler<SpreadListenerObservationContext>() {

				@Override
				public void onStart(SpreadListenerObservationContext context) {
					ListenerObservationTests.this.listening.received()
						.add(context.getGetter().get(context.getCarrier(), "trace"));
				}

				@Override
				public boolean supportsContext(Observation.Context context) {
					return context instanceof SpreadListenerObservationContext;
				}

			});
		this.listening.start((event) -> {
		}, "a");
		new SpreadTemplate(this.listening.session(), SpreadMessageConverters.plain()).to("a")
			.header("trace", "00-12-34")
			.send("text");
		assertThat(this.listening.received().next()).isEqualTo("00-12-34");
	}

	@Test
	void aConventionOfTheApplicationDecidesNameAndKeys() {
		this.listening.properties().setObservationConvention(new DefaultSpreadListenerObservationConvention() {

			@Override
			public String getName() {
				return "orders";
			}

			@Override
			public KeyValues getLowCardinalityKeyValues(SpreadListenerObservationContext context) {
				return super.getLowCardinalityKeyValues(context).and("messages",
						String.valueOf(context.getMessages().size()));
			}

		});
		this.listening.start(this.listening.texts(), "a");
		this.listening.peer("peer").send("a", "text");
		await().untilAsserted(() -> TestObservationRegistryAssert.assertThat(this.registry)
			.hasObservationWithNameEqualTo("orders")
			.that()
			.hasLowCardinalityKeyValue("messages", "1")
			.hasLowCardinalityKeyValue("spread.listener.id", "my-listener"));
	}

	@Test
	void aConventionThatFailsDoesNotKeepTheMessageFromTheListener() {
		this.listening.properties().setObservationConvention(new DefaultSpreadListenerObservationConvention() {

			@Override
			public KeyValues getLowCardinalityKeyValues(SpreadListenerObservationContext context) {
				throw new IllegalStateException("of a test");
			}

		});
		this.listening.start(this.listening.texts(), "a");
		this.listening.peer("peer").send("a", "text");
		assertThat(this.listening.received().next()).isEqualTo("text");
	}

	@Test
	void anObservationWhoseScopeCannotBeOpenedEndsAllTheSame() {
		this.registry.observationConfig().observationHandler(new FailingScope());
		this.listening.start((event) -> {
			if (event instanceof RegularMessage) {
				this.listening.received().add(current());
			}
		}, "a");
		this.listening.peer("peer").send("a", "text");
		assertThat(this.listening.received().next()).isEqualTo("none");
		awaitStopped();
	}

	private Object current() {
		Observation current = this.registry.getCurrentObservation();
		return (current != null) ? current.getContextView() : "none";
	}

}
