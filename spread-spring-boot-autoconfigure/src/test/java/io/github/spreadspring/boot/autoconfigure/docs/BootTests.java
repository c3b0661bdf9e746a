package io.github.spreadspring.boot.autoconfigure.docs;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.util.Assert;
import org.springframework.util.ErrorHandler;

import io.github.spreadspring.boot.autoconfigure.SpreadAutoConfiguration;
import io.github.spreadspring.boot.autoconfigure.SpreadConnectionDetails;
import io.github.spreadspring.boot.autoconfigure.SpreadListenerContainerFactoryConfigurer;
import io.github.spreadspring.boot.autoconfigure.SpreadSessionConfigurer;
import io.github.spreadspring.boot.autoconfigure.SpreadSessionCustomizer;
import io.github.spreadspring.boot.autoconfigure.SpreadTemplateConfigurer;
import io.github.spreadspring.boot.autoconfigure.SpreadTemplateCustomizer;
import io.github.spreadspring.client.AuthenticationMethod;
import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.session.SessionSettings;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.messaging.SpreadSendInterceptor;
import io.github.spreadspring.messaging.SpreadSessionLifecycle;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.messaging.config.ContainerCustomizer;
import io.github.spreadspring.messaging.config.SpreadListenerContainerFactory;
import io.github.spreadspring.messaging.config.SpreadListenerEndpointRegistry;
import io.github.spreadspring.messaging.listener.ContainerProperties;
import io.github.spreadspring.messaging.listener.ListenerContainerIdleEvent;
import io.github.spreadspring.messaging.listener.SpreadListenerInterceptor;
import io.github.spreadspring.messaging.listener.SpreadMessageFilter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * The examples that need Spring Boot.
 */
class BootTests {

	private static final List<String> log = new CopyOnWriteArrayList<>();

	private EmbeddedSpreadDaemon daemon;

	private ApplicationContextRunner runner;

	@BeforeEach
	void start() {
		log.clear();
		this.daemon = EmbeddedSpreadDaemon.builder().build().start();
		this.runner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SpreadAutoConfiguration.class))
			.withPropertyValues("spread.address=" + this.daemon.address(), "audit.address=" + this.daemon.address());
	}

	@AfterEach
	void stop() {
		this.daemon.close();
	}

	@Test
	void beansSeeWhatIsSentAndReceived() {
		this.runner.withUserConfiguration(MessagingConfiguration.class, Orders.class).run((context) -> {
			await().until(() -> context.getBean(SpreadSession.class).view("orders").isPresent());
			context.getBean(SpreadTemplate.class).convertAndSend("orders", "");
			context.getBean(SpreadTemplate.class).convertAndSend("orders", "text");
			await().until(() -> log.size() == 5);
			assertThat(log).containsExactly("sent by shop", "text", "sent by shop", "text", "failed: of a test");
			assertThatIllegalArgumentException()
				.isThrownBy(() -> context.getBean(SpreadTemplate.class).convertAndSend("read-only", "text"));
			assertThat(context.getBean(SpreadListenerEndpointRegistry.class).getListenerContainer("orders"))
				.extracting((container) -> container.getContainerProperties().getQueueCapacity())
				.isEqualTo(1000);
		});
	}

	@Test
	void aSilentListenerIsNoticed() {
		this.runner.withUserConfiguration(Orders.class, Idle.class)
			.withPropertyValues("spread.listener.idle-event-interval=50ms")
			.run((context) -> await().until(() -> log.contains("nothing came for orders")));
	}

	@Test
	void beansSayWhereTheDaemonIsAndHowToProveWhoWeAre() {
		this.runner.withUserConfiguration(SessionConfiguration.class)
			.withBean(Directory.class, () -> (name) -> this.daemon.address())
			.withPropertyValues("spread.address=not used")
			.run((context) -> {
				SessionSettings settings = context.getBean(SpreadSession.class).settings();
				assertThat(settings.addresses()).containsExactly(DaemonAddress.parse(this.daemon.address()));
				assertThat(settings.connection().authentication()).containsExactly(AuthenticationMethod.IP);
			});
	}

	@Test
	void aSecondSessionIsASecondMember() {
		this.runner
			.withUserConfiguration(AuditConfiguration.class, AuditFactoryConfiguration.class, AuditListener.class)
			.run((context) -> {
				SpreadSession audit = context.getBean("auditSession", SpreadSession.class);
				await().until(() -> audit.view("orders").isPresent());
				assertThat(context.getBean(SpreadSession.class).view("orders")).isEmpty();
				context.getBean(SpreadTemplate.class).convertAndSend("orders", "text");
				await().until(() -> log.contains("audit: text"));
				context.getBean("auditTemplate", SpreadTemplate.class).convertAndSend("orders", "more");
				await().until(() -> log.contains("audit: more"));
				await().until(() -> log.contains("batch: more"));
			});
	}

	@Configuration(proxyBeanMethods = false)
	static class MessagingConfiguration {

		@Bean
		SpreadTemplateCustomizer headersForEverybody() {
			return (template) -> template.addBeforeSendPostProcessors(
					(message) -> MessageBuilder.fromMessage(message).setHeader("application", "shop").build());
		}

		@Bean
		SpreadSendInterceptor outgoing() {
			return new SpreadSendInterceptor() {

				@Override
				public Message<?> beforeSend(List<String> destinations, Message<?> message) {
					Assert.isTrue(!destinations.contains("read-only"), "Nobody sends to the group read-only");
					return message;
				}

			};
		}

		@Bean
		SpreadMessageFilter spreadMessageFilter() {
			return (message) -> message.getPayload().length > 0;
		}

		@Bean
		SpreadListenerInterceptor incoming() {
			return new SpreadListenerInterceptor() {

				@Override
				public Message<byte[]> beforeMessage(Message<byte[]> message) {
					log.add("sent by " + message.getHeaders().get("application"));
					return message; // or another one; null passes it over
				}

			};
		}

		@Bean
		ErrorHandler spreadErrorHandler() {
			return (failure) -> log.add("failed: " + failure.getCause().getMessage());
		}

		@Bean
		ContainerCustomizer patienceForOrders() {
			return (container) -> {
				if (container.getId().equals("orders")) {
					ContainerProperties properties = container.getContainerProperties();
					properties.setQueueCapacity(1000);
					properties.setRetryPolicy(RetryPolicy.builder().maxRetries(1).delay(Duration.ofMillis(10)).build());
				}
			};
		}

	}

	static class Orders {

		@SpreadListener(id = "orders", groups = "orders")
		void on(String text) {
			log.add(text);
			throw new IllegalStateException("of a test");
		}

	}

	static class Idle {

		@EventListener
		void on(ListenerContainerIdleEvent event) {
			log.add("nothing came for " + event.getListenerId());
		}

	}

	interface Directory {

		String lookUp(String name);

	}

	@Configuration(proxyBeanMethods = false)
	static class SessionConfiguration {

		@Bean
		SpreadConnectionDetails spreadConnectionDetails(Directory directory) {
			return () -> List.of(DaemonAddress.parse(directory.lookUp("spread")));
		}

		@Bean
		SpreadSessionCustomizer authentication() {
			return (settings) -> settings.connection(settings.connection().authentication(AuthenticationMethod.IP));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AuditConfiguration {

		@Bean(defaultCandidate = false, destroyMethod = "close")
		SpreadSession auditSession(SpreadSessionConfigurer configurer, @Value("${audit.address}") String address) {
			ConnectionSettings connection = ConnectionSettings.of(address).privateName("audit");
			return new SpreadSession(configurer.configure(SessionSettings.of(connection)));
		}

		@Bean
		SpreadSessionLifecycle auditSessionLifecycle(SpreadSessionConfigurer configurer,
				@Qualifier("auditSession") SpreadSession session) {
			return configurer.createLifecycle(session);
		}

		@Bean(defaultCandidate = false)
		SpreadTemplate auditTemplate(SpreadTemplateConfigurer configurer,
				@Qualifier("auditSession") SpreadSession session) {
			return configurer.createTemplate(session);
		}

	}

	static class AuditListener {

		@SpreadListener(groups = "orders", session = "auditSession")
		void on(String text) {
			log.add("audit: " + text);
		}

		@SpreadListener(groups = "orders", containerFactory = "auditContainerFactory")
		void batch(List<String> texts) {
			log.add("batch: " + texts.get(0));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AuditFactoryConfiguration {

		@Bean(defaultCandidate = false)
		SpreadListenerContainerFactory auditContainerFactory(SpreadListenerContainerFactoryConfigurer configurer,
				@Qualifier("auditSession") SpreadSession session, @Qualifier("auditTemplate") SpreadTemplate template,
				@Qualifier("spreadMessageConverter") MessageConverter converter) {
			SpreadListenerContainerFactory factory = new SpreadListenerContainerFactory(session, converter);
			configurer.configure(factory, converter, template);
			factory.setBatchListener(true);
			return factory;
		}

	}

}
