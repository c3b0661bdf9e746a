package io.github.spreadspring.boot.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import org.springframework.util.ErrorHandler;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.unit.DataSize;

import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.session.OverflowPolicy;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.SpreadReceiver;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.messaging.config.ContainerCustomizer;
import io.github.spreadspring.messaging.config.EnableSpread;
import io.github.spreadspring.messaging.config.SpreadListenerContainerFactory;
import io.github.spreadspring.messaging.config.SpreadListenerEndpointRegistry;
import io.github.spreadspring.messaging.listener.ContainerProperties;
import io.github.spreadspring.messaging.listener.RepublishingErrorHandler;
import io.github.spreadspring.messaging.listener.SpreadListenerContainer;
import io.github.spreadspring.messaging.listener.SpreadListenerInterceptor;
import io.github.spreadspring.messaging.listener.SpreadMessageFilter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What listeners get from the configuration and the beans of an application.
 */
class SpreadListenerConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SpreadAutoConfiguration.class))
		.withPropertyValues("spread.address=" + Ports.freeAddress(), "spread.embedded.enabled=true");

	@Test
	void allPropertiesOfListenersAreBound() {
		this.runner
			.withPropertyValues("spread.listener.auto-startup=false", "spread.listener.concurrency=3",
					"spread.listener.queue-capacity=17", "spread.listener.queue-size=3MB",
					"spread.listener.batch-size=19", "spread.listener.overflow-policy=leave-group",
					"spread.listener.self-discard=true", "spread.listener.idle-event-interval=6s",
					"spread.listener.shutdown-timeout=4s", "spread.listener.retry.enabled=true")
			.run((context) -> assertThat(context.getBean(SpreadListenerContainerFactory.class).getContainerProperties())
				.satisfies((properties) -> {
					assertThat(properties.isAutoStartup()).isFalse();
					assertThat(properties.getConcurrency()).isEqualTo(3);
					assertThat(properties.getQueueCapacity()).isEqualTo(17);
					assertThat(properties.getQueueSize()).isEqualTo(DataSize.ofMegabytes(3));
					assertThat(properties.getOverflowPolicy()).isEqualTo(OverflowPolicy.LEAVE_GROUP);
					assertThat(properties.getBatchSize()).isEqualTo(19);
					assertThat(properties.isSelfDiscard()).isTrue();
					assertThat(properties.getIdleEventInterval()).isEqualTo(Duration.ofSeconds(6));
					assertThat(properties.getShutdownTimeout()).isEqualTo(Duration.ofSeconds(4));
					assertThat(properties.getRetryPolicy()).isNotNull();
				}));
	}

	@Test
	void aChildContextHasListenersWhenItSaysSo() {
		this.runner.run((parent) -> {
			ApplicationContextRunner child = new ApplicationContextRunner().withParent(parent)
				.withConfiguration(AutoConfigurations.of(SpreadAutoConfiguration.class))
				.withBean(InChild.class);
			child.run((
					context) -> assertThat(parent.getBean(SpreadListenerEndpointRegistry.class).getListenerContainers())
						.isEmpty());
			child.withUserConfiguration(EnablingConfiguration.class).run((context) -> {
				SpreadListenerContainer container = context.getBean(SpreadListenerEndpointRegistry.class)
					.getListenerContainer("child");
				assertThat(container).isNotNull();
				await().until(container::isJoined);
				assertThat(container.getSession()).isSameAs(parent.getBean(SpreadSession.class));
			});
		});
	}

	@Test
	void withoutPropertiesTheDefaultsAreThoseOfTheLibrary() {
		ContainerProperties defaults = new ContainerProperties();
		this.runner
			.run((context) -> assertThat(context.getBean(SpreadListenerContainerFactory.class).getContainerProperties())
				.usingRecursiveComparison()
				.ignoringFields("errorHandler", "applicationEventPublisher")
				.isEqualTo(defaults));
	}

	@Test
	void retriesFollowTheirProperties() {
		ListenerRetryProperties properties = new Binder(new MapConfigurationPropertySource(Map.of("r.enabled", "true",
				"r.max-retries", "2", "r.initial-interval", "10ms", "r.multiplier", "3", "r.max-interval", "20ms")))
			.bind("r", ListenerRetryProperties.class)
			.get();
		BackOffExecution backOff = Objects.requireNonNull(properties.toPolicy()).getBackOff().start();
		assertThat(List.of(backOff.nextBackOff(), backOff.nextBackOff(), backOff.nextBackOff())).containsExactly(10L,
				20L, BackOffExecution.STOP);
		assertThat(new ListenerRetryProperties().toPolicy()).isNull();
	}

	@Test
	void listenersAnswerThroughTheTemplate() {
		this.runner.withUserConfiguration(Shouting.class).run((context) -> {
			await().until(() -> context.getBean(SpreadSession.class).view("shout").isPresent());
			assertThat(context.getBean(SpreadTemplate.class).convertSendAndReceive("shout", "hello", String.class))
				.isEqualTo("HELLO");
		});
	}

	@Test
	void aMessageThatAListenerFailsOnGoesToTheDeadLetterGroup() {
		this.runner.withUserConfiguration(Failing.class)
			.withPropertyValues("spread.listener.dead-letter-group=dead", "spread.listener.retry.enabled=true",
					"spread.listener.retry.initial-interval=1ms")
			.run((context) -> {
				await().until(() -> context.getBean(SpreadSession.class).view("orders").isPresent());
				SpreadTemplate template = context.getBean(SpreadTemplate.class);
				try (SpreadReceiver dead = template.receiver("dead")) {
					assertThat(dead.awaitJoined(Duration.ofSeconds(10))).isTrue();
					template.convertAndSend("orders", "bad");
					Message<?> message = dead.receive(Duration.ofSeconds(10));
					assertThat(message).isNotNull();
					assertThat(message.getPayload()).isEqualTo("bad".getBytes(StandardCharsets.UTF_8));
					assertThat(message.getHeaders()).containsEntry(RepublishingErrorHandler.EXCEPTION_MESSAGE,
							"not this one");
				}
				assertThat(context.getBean(Failing.class).calls).hasValue(4);
			});
	}

	@Test
	void beansOfTheApplicationTakePartInListening() {
		List<String> seen = new CopyOnWriteArrayList<>();
		this.runner.withUserConfiguration(Shouting.class)
			.withBean(SpreadListenerContainerFactoryConfigurer.MESSAGE_FILTER, SpreadMessageFilter.class,
					() -> (message) -> !new String(message.getPayload(), StandardCharsets.UTF_8).equals("filtered"))
			.withBean(SpreadListenerContainerFactoryConfigurer.ERROR_HANDLER, ErrorHandler.class,
					() -> (failure) -> seen.add("failed"))
			.withBean(SpreadListenerInterceptor.class, () -> new SpreadListenerInterceptor() {

				@Override
				public Message<byte[]> beforeMessage(Message<byte[]> message) {
					seen.add(new String(message.getPayload(), StandardCharsets.UTF_8));
					return message;
				}

			})
			.withBean(ContainerCustomizer.class, () -> (container) -> seen.add(container.getId()))
			.run((context) -> {
				assertThat(seen).containsExactly("shouting");
				await().until(() -> context.getBean(SpreadSession.class).view("shout").isPresent());
				SpreadTemplate template = context.getBean(SpreadTemplate.class);
				template.convertAndSend("shout", "filtered");
				template.convertAndSend("shout", "fail");
				await().until(() -> seen.size() == 3);
				assertThat(seen).containsExactly("shouting", "fail", "failed");
			});
	}

	@Test
	void changesOfGroupsAreApplicationEvents() {
		List<String> joined = new CopyOnWriteArrayList<>();
		this.runner.withUserConfiguration(Shouting.class)
			.withInitializer((context) -> context.addApplicationListener((ApplicationEvent event) -> {
				if (event instanceof PayloadApplicationEvent<?> payload
						&& payload.getPayload() instanceof GroupJoined group) {
					joined.add(group.group());
				}
			}))
			.run((context) -> await().untilAsserted(() -> assertThat(joined).containsExactly("shout")));
	}

	static class Shouting {

		@SpreadListener(id = "shouting", groups = "shout")
		String shout(String text) {
			if (text.equals("fail")) {
				throw new IllegalStateException("of a test");
			}
			return text.toUpperCase(Locale.ROOT);
		}

	}

	static class Failing {

		final AtomicInteger calls = new AtomicInteger();

		@SpreadListener("orders")
		void on(String text) {
			this.calls.incrementAndGet();
			throw new IllegalStateException("not this one");
		}

	}

	static class InChild {

		@SpreadListener(id = "child", groups = "child")
		void on(String text) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableSpread
	static class EnablingConfiguration {

	}

}
