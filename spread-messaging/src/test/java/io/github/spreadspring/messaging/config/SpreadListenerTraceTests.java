package io.github.spreadspring.messaging.config;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.messaging.FailingScope;
import io.github.spreadspring.messaging.Peer;
import io.github.spreadspring.messaging.Received;
import io.github.spreadspring.messaging.RecordedObservations;
import io.github.spreadspring.messaging.SpreadNetwork;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.messaging.listener.ContainerProperties;
import io.github.spreadspring.messaging.listener.RepublishingErrorHandler;
import io.github.spreadspring.messaging.listener.SpreadListenerErrorHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the trace of a message: all that comes of the message belongs to it.
 */
class SpreadListenerTraceTests {

	@RegisterExtension
	final SpreadNetwork network = new SpreadNetwork();

	private AnnotationConfigApplicationContext context;

	private RecordedObservations observations;

	private Peer peer;

	private void start(Class<?>... components) {
		this.context = this.network.context(components);
		this.context.register(Observed.class);
		this.context.refresh();
		this.network.awaitIn(this.context, "orders");
		this.observations = this.context.getBean(RecordedObservations.class);
		this.peer = this.network.peer("peer");
	}

	private void assertChildOfTheListener(String contextualName) {
		Observation.Context child = this.observations.await(contextualName);
		RecordedObservations.assertParent(child, this.observations.await("orders process"));
		assertThat(child.getError()).isNull();
	}

	@Test
	void anAnswer() {
		start(Echo.class);
		this.peer.send("orders", "now");
		assertThat(this.peer.text()).isEqualTo("now");
		assertChildOfTheListener("#private send");
	}

	@Test
	void anAnswerOfAnotherThread() {
		start(Echo.class);
		this.peer.send("orders", "later");
		assertThat(this.peer.text()).isEqualTo("later");
		assertChildOfTheListener("#private send");
	}

	@Test
	void theListenerIsObservedUntilItsAnswerIsSent() {
		start(Promise.class);
		this.peer.send("orders", "text");
		Promise promise = this.context.getBean(Promise.class);
		assertThat(this.context.getBean(Received.class).next()).isEqualTo("text");
		assertThat(this.observations.ended()).isEmpty();
		promise.answer.complete("later");
		this.observations.await("orders process");
		assertThat(this.observations.ended()).extracting(Observation.Context::getContextualName)
			.containsExactly("#private send", "orders process");
	}

	@Test
	void anAnswerThatCannotBeObservedIsSentAndLeavesItsThreadAsItWas() {
		start(Promise.class);
		AtomicBoolean failing = new AtomicBoolean();
		ObservationRegistry registry = this.observations.registry();
		registry.observationConfig().observationHandler(new FailingScope() {

			@Override
			public void onScopeOpened(Observation.Context context) {
				if (failing.get()) {
					super.onScopeOpened(context);
				}
			}

		});
		this.peer.send("orders", "text");
		assertThat(this.context.getBean(Received.class).next()).isEqualTo("text");
		failing.set(true);
		this.context.getBean(Promise.class).answer.complete("later");
		assertThat(this.peer.text()).isEqualTo("later");
		assertThat(registry.getCurrentObservationScope()).isNull();
	}

	@Test
	void anAnswerThatFailsLaterIsAnErrorOfTheListener() {
		start(Promise.class);
		this.peer.send("orders", "text");
		IllegalStateException failure = new IllegalStateException("of a test");
		assertThat(this.context.getBean(Received.class).next()).isEqualTo("text");
		this.context.getBean(Promise.class).answer.completeExceptionally(failure);
		assertThat(this.observations.await("orders process").getError()).isSameAs(failure);
	}

	@Test
	void theListenerIsObservedUntilTheAnswerOfItsErrorHandlerIsSentHoweverLate() {
		start(MendedLater.class);
		this.peer.send("orders", "text");
		MendedLater mended = this.context.getBean(MendedLater.class);
		assertThat(mended.called.next()).isEqualTo("text");
		mended.first.completeExceptionally(new IllegalStateException("of a test"));
		assertThat(mended.called.next()).isEqualTo("mending");
		assertThat(this.observations.ended()).isEmpty();
		mended.second.complete("mended");
		assertThat(this.peer.text()).isEqualTo("mended");
		assertThat(this.observations.await("orders process").getError()).hasMessage("of a test");
		assertThat(this.observations.ended()).extracting(Observation.Context::getContextualName)
			.containsExactly("#private send", "orders process");
	}

	@Test
	void theListenerIsObservedNoLongerThanItsContainerWaitsForItsAnswer() {
		start(Promise.class, Hasty.class);
		this.peer.send("orders", "text");
		assertThat(this.context.getBean(Received.class).next()).isEqualTo("text");
		this.context.getBean(SpreadListenerEndpointRegistry.class).stop();
		assertThat(this.observations.await("orders process").getError()).isInstanceOf(CancellationException.class)
			.hasMessageContaining("was stopped before it had answered");
		this.context.getBean(Promise.class).answer.complete("too late");
		assertThat(this.observations.ended())
			.filteredOn((context) -> context.getContextualName().equals("orders process"))
			.hasSize(1);
	}

	@Test
	void theAnswerOfAnErrorHandlerOfTheListenerAndTheErrorIsNoted() {
		start(Mended.class);
		this.peer.send("orders", "text");
		assertThat(this.peer.text()).isEqualTo("mended in spread.listener");
		assertChildOfTheListener("#private send");
		assertThat(this.observations.await("orders process").getError()).hasMessage("of a test");
	}

	@Test
	void aDeadLetter() {
		start(Dying.class);
		Peer reader = this.network.peer("reader").join("dead");
		this.peer.send("orders", "text");
		assertThat(reader.text()).contains("x-exception-message: of a test");
		assertChildOfTheListener("dead send");
		assertThat(this.observations.await("orders process").getError()).hasMessage("of a test");
	}

	@Test
	void anAnswerOfOneOfSeveralThreads() {
		start(Parallel.class);
		Peer other = this.network.peer("other");
		this.peer.send("orders", "1");
		other.send("orders", "2");
		assertThat(this.peer.text()).isEqualTo("1");
		assertThat(other.text()).isEqualTo("2");
		await().until(() -> this.observations.ended().size() == 4);
		assertThat(this.observations.ended())
			.filteredOn((context) -> context.getContextualName().equals("orders process"))
			.hasSize(2)
			.allSatisfy((process) -> assertThat(this.observations.ended())
				.filteredOn((context) -> context.getParentObservation() != null
						&& context.getParentObservation().getContextView() == process)
				.hasSize(1));
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void anAnswerOfAVirtualThread() {
		start(Virtual.class, Echo.class);
		this.peer.send("orders", "now");
		assertThat(this.peer.text()).isEqualTo("now");
		assertChildOfTheListener("#private send");
	}

	@Test
	void whatAnEventCausesBelongsToNoTrace() {
		start(Greeter.class);
		Peer guest = this.network.peer("guest").join("orders");
		assertThat(guest.text()).isEqualTo("hello");
		Observation.Context sent = this.observations.await("orders send");
		assertThat(sent.getParentObservation()).isNull();
		assertThat(this.observations.ended()).containsOnly(sent);
	}

	private static BeanPostProcessor containers(Consumer<ContainerProperties> customizer) {
		return new BeanPostProcessor() {

			@Override
			public Object postProcessAfterInitialization(Object bean, String name) {
				if (bean instanceof SpreadListenerContainerFactory factory) {
					customizer.accept(factory.getContainerProperties());
				}
				return bean;
			}

		};
	}

	@Configuration(proxyBeanMethods = false)
	static class Observed {

		@Bean
		static RecordedObservations observations() {
			return new RecordedObservations();
		}

		@Bean
		static BeanPostProcessor observedContainers(RecordedObservations observations) {
			return containers((container) -> container.setObservationRegistry(observations.registry()));
		}

		@Bean
		static BeanPostProcessor observedTemplates(RecordedObservations observations) {
			return new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String name) {
					if (bean instanceof SpreadTemplate template) {
						template.setObservationRegistry(observations.registry());
					}
					return bean;
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Virtual {

		@Bean
		static BeanPostProcessor virtualThreads() {
			return containers((container) -> container.setVirtualThreads(true));
		}

	}

	static class Echo {

		@SpreadListener("orders")
		Object on(String text) {
			return text.equals("now") ? text : CompletableFuture.supplyAsync(() -> text,
					CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS));
		}

	}

	static class Promise {

		final CompletableFuture<String> answer = new CompletableFuture<>();

		private final Received received;

		Promise(Received received) {
			this.received = received;
		}

		@SpreadListener("orders")
		CompletableFuture<String> on(String text) {
			this.received.add(text);
			return this.answer;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Hasty {

		@Bean
		static BeanPostProcessor shortStops() {
			return containers((container) -> container.setShutdownTimeout(Duration.ofMillis(50)));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class MendedLater {

		final Received called = new Received();

		final CompletableFuture<String> first = new CompletableFuture<>();

		final CompletableFuture<String> second = new CompletableFuture<>();

		@Bean
		SpreadListenerErrorHandler mendingLater() {
			return (message, event, failure) -> {
				this.called.add("mending");
				return this.second;
			};
		}

		@SpreadListener(value = "orders", errorHandler = "mendingLater")
		CompletableFuture<String> on(String text) {
			this.called.add(text);
			return this.first;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Mended {

		@Bean
		SpreadListenerErrorHandler mending(RecordedObservations observations) {
			return (message, event, failure) -> "mended in " + observations.current();
		}

		@SpreadListener(value = "orders", errorHandler = "mending")
		String on(String text) {
			throw new IllegalStateException("of a test");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Dying {

		@Bean
		static BeanPostProcessor deadLetters(ObjectProvider<SpreadTemplate> template) {
			return containers((container) -> container.setErrorHandler(
					(failure) -> new RepublishingErrorHandler(template.getObject(), "dead").handleError(failure)));
		}

		@SpreadListener("orders")
		void on(String text) {
			throw new IllegalStateException("of a test");
		}

	}

	static class Parallel {

		@SpreadListener(value = "orders", concurrency = "2")
		String on(String text) {
			return text;
		}

	}

	static class Greeter {

		private final SpreadTemplate template;

		Greeter(SpreadTemplate template) {
			this.template = template;
		}

		@SpreadListener("orders")
		void on(MemberJoined event) {
			this.template.convertAndSend("orders", "hello");
		}

	}

}
