package io.github.spreadspring.boot.autoconfigure.metrics;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import io.github.spreadspring.boot.actuate.SpreadBeans;
import io.github.spreadspring.boot.autoconfigure.SpreadAutoConfiguration;
import io.github.spreadspring.boot.autoconfigure.actuate.SpreadBeansAutoConfiguration;
import io.github.spreadspring.boot.metrics.SpreadMetrics;
import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.session.SessionSettings;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.messaging.support.HeaderSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * When there are meters, and for what.
 */
class SpreadMetricsAutoConfigurationTests {

	private final EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build().start();

	private final ApplicationContextRunner withoutRegistry = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SpreadAutoConfiguration.class, SpreadBeansAutoConfiguration.class,
				SpreadMetricsAutoConfiguration.class))
		.withPropertyValues("spread.address=" + this.daemon.address());

	private final ApplicationContextRunner runner = this.withoutRegistry
		.withConfiguration(
				AutoConfigurations.of(MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class))
		.withBean(SimpleMeterRegistry.class);

	@AfterEach
	void stop() {
		this.daemon.close();
	}

	@Test
	void aSessionIsMeasured() {
		this.runner.run((context) -> {
			SimpleMeterRegistry registry = context.getBean(SimpleMeterRegistry.class);
			assertThat(registry.get("spread.session.connected").tag("session", "spreadSession").gauge().value())
				.isOne();
			assertThat(registry.get("spread.template.late.replies")
				.tag("template", "spreadTemplate")
				.functionCounter()
				.count()).isZero();
		});
	}

	@Test
	void headersThatCannotBeReadAreCounted() {
		this.runner.withBean(Orders.class).run((context) -> {
			SimpleMeterRegistry registry = context.getBean(SimpleMeterRegistry.class);
			await().until(() -> registry.get("spread.listener.joined").gauge().value() == 1);
			context.getBean(SpreadSession.class)
				.multicast(
						OutboundMessage.of("orders", new byte[] { 'x' }).type(HeaderSettings.defaults().markerType()));
			await().until(() -> registry.get("spread.headers.unreadable")
				.tag("bean", "spreadListenerContainerFactory")
				.functionCounter()
				.count() == 1);
			assertThat(
					registry.get("spread.headers.unreadable").tag("bean", "spreadTemplate").functionCounter().count())
				.isZero();
		});
	}

	@Test
	void withoutARegistryNothingIsMeasured() {
		this.withoutRegistry.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SpreadMetrics.class));
	}

	@Test
	void withoutMicrometerNothingIsMeasured() {
		this.withoutRegistry.withClassLoader(new FilteredClassLoader("io.micrometer.core"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("spreadMetrics"));
	}

	@Test
	void oneOfTheApplicationTakesItsPlace() {
		this.runner.withUserConfiguration(OwnConfiguration.class)
			.run((context) -> assertThat(context).hasSingleBean(SpreadMetrics.class).hasBean("own"));
	}

	@Test
	void everySessionIsMeasuredButThoseThatNobodyHasNeededYet() {
		this.runner.withUserConfiguration(SessionsConfiguration.class).run((context) -> {
			SimpleMeterRegistry registry = context.getBean(SimpleMeterRegistry.class);
			assertThat(registry.get("spread.session.connected").gauges())
				.extracting((gauge) -> gauge.getId().getTag("session"))
				.containsExactlyInAnyOrder("spreadSession", "auditSession");
			assertThat(context.getBeanFactory().containsSingleton("lazySession")).isFalse();
		});
	}

	@Test
	void withLazyInitializationTheSessionIsMeasuredButNoTemplateThatIsNeededLater() {
		this.runner
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				SimpleMeterRegistry registry = context.getBean(SimpleMeterRegistry.class);
				assertThat(registry.get("spread.session.connected").gauge().value()).isOne();
				context.getBean(SpreadTemplate.class).convertAndSend("orders", "text");
				assertThat(registry.get("spread.messages.sent").tag("group", "orders").counter().count()).isOne();
				assertThat(registry.find("spread.template.late.replies").meters()).isEmpty();
			});
	}

	@Test
	void ofTwoContextsWithOneRegistryEachTakesItsOwnMetersWithIt() {
		SimpleMeterRegistry shared = new SimpleMeterRegistry();
		ApplicationContextRunner sharing = this.withoutRegistry
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class))
			.withBean(SimpleMeterRegistry.class, () -> shared, (definition) -> definition.setDestroyMethodName(""));
		sharing.run((first) -> {
			sharing.withUserConfiguration(SessionsConfiguration.class)
				.run((second) -> assertThat(shared.get("spread.session.connected").gauges()).hasSize(2));
			assertThat(shared.get("spread.session.connected").gauge().getId().getTag("session"))
				.isEqualTo("spreadSession");
		});
		assertThat(shared.getMeters()).noneMatch((meter) -> meter.getId().getName().startsWith("spread."));
	}

	static SpreadSession unstarted() {
		return new SpreadSession(SessionSettings.of(ConnectionSettings.of("4803@localhost")));
	}

	static class Orders {

		@SpreadListener("orders")
		void on(byte[] body) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnConfiguration {

		@Bean
		SpreadMetrics own(SpreadBeans beans) {
			return new SpreadMetrics(beans, 3);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SessionsConfiguration {

		@Bean(defaultCandidate = false)
		SpreadSession auditSession() {
			return unstarted();
		}

		@Bean(defaultCandidate = false)
		@Lazy
		SpreadSession lazySession() {
			return unstarted();
		}

	}

}
