package io.github.spreadspring.boot.autoconfigure;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.messaging.observation.DefaultSpreadListenerObservationConvention;
import io.github.spreadspring.messaging.observation.DefaultSpreadTemplateObservationConvention;
import io.github.spreadspring.messaging.observation.SpreadListenerObservationConvention;
import io.github.spreadspring.messaging.observation.SpreadTemplateObservationConvention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Who is told of what an application sends and what its listeners do.
 */
class ObservationTests {

	private final List<String> names = new CopyOnWriteArrayList<>();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SpreadAutoConfiguration.class))
		.withPropertyValues("spread.address=" + Ports.freeAddress(), "spread.embedded.enabled=true")
		.withBean(Listener.class);

	private ObservationRegistry registry() {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new ObservationHandler<>() {

			@Override
			public void onStop(Observation.Context context) {
				ObservationTests.this.names.add(String.valueOf(context.getName()));
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return true;
			}

		});
		return registry;
	}

	private static void sendAndReceive(ApplicationContext context) throws InterruptedException {
		await().until(() -> context.getBean(SpreadSession.class).view("orders").isPresent());
		context.getBean(SpreadTemplate.class).convertAndSend("orders", "text");
		assertThat(context.getBean(Listener.class).received.await(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void templateAndListenersAreObservedWhereThereIsARegistry() {
		this.runner.withBean(ObservationRegistry.class, this::registry).run((context) -> {
			sendAndReceive(context);
			await().untilAsserted(() -> assertThat(Set.copyOf(this.names)).containsExactlyInAnyOrder("spread.template",
					"spread.listener"));
		});
		assertThat(this.names).hasSize(2);
	}

	@Test
	void conventionsOfTheApplicationAreFollowed() {
		this.runner.withBean(ObservationRegistry.class, this::registry)
			.withBean(SpreadTemplateObservationConvention.class,
					() -> new DefaultSpreadTemplateObservationConvention() {

						@Override
						public String getName() {
							return "sent";
						}

					})
			.withBean(SpreadListenerObservationConvention.class,
					() -> new DefaultSpreadListenerObservationConvention() {

						@Override
						public String getName() {
							return "received";
						}

					})
			.run((context) -> {
				sendAndReceive(context);
				await().untilAsserted(() -> assertThat(this.names).containsExactlyInAnyOrder("sent", "received"));
			});
	}

	@Test
	void nothingIsObservedIfTheApplicationSaysSo() {
		this.runner.withBean(ObservationRegistry.class, this::registry)
			.withPropertyValues("spread.observation-enabled=false")
			.run(ObservationTests::sendAndReceive);
		// the listener has finished with the end of the application
		assertThat(this.names).isEmpty();
	}

	@Test
	void aTemplateOfTheApplicationIsObservedToo() {
		this.runner.withBean(ObservationRegistry.class, this::registry).run((context) -> {
			context.getBean(SpreadTemplateConfigurer.class)
				.createTemplate(context.getBean(SpreadSession.class))
				.convertAndSend("elsewhere", "text");
			assertThat(this.names).containsExactly("spread.template");
		});
	}

	static class Listener {

		final CountDownLatch received = new CountDownLatch(1);

		@SpreadListener("orders")
		void on(String text) {
			this.received.countDown();
		}

	}

}
