package io.github.spreadspring.boot.autoconfigure.health;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors.Entry;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import io.github.spreadspring.boot.autoconfigure.SpreadAutoConfiguration;
import io.github.spreadspring.boot.autoconfigure.actuate.SpreadBeansAutoConfiguration;
import io.github.spreadspring.boot.health.SpreadHealthIndicator;
import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.session.SessionSettings;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When there is health, and for what.
 */
class SpreadHealthContributorAutoConfigurationTests {

	private final EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build().start();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SpreadAutoConfiguration.class, SpreadBeansAutoConfiguration.class,
				SpreadHealthContributorAutoConfiguration.class))
		.withPropertyValues("spread.address=" + this.daemon.address());

	@AfterEach
	void stop() {
		this.daemon.close();
	}

	@Test
	void theSessionHasAnIndicator() {
		this.runner.run((context) -> assertThat(context).hasSingleBean(SpreadHealthIndicator.class)
			.hasBean("spreadHealthContributor"));
	}

	@Test
	void withoutBootsHealthThereIsNone() {
		this.runner.withClassLoader(new FilteredClassLoader(HealthIndicator.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("spreadHealthContributor"));
	}

	@Test
	void itCanBeSwitchedOff() {
		this.runner.withPropertyValues("management.health.spread.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(HealthContributor.class));
		this.runner.withPropertyValues("management.health.defaults.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(HealthContributor.class));
	}

	@Test
	void oneOfTheApplicationTakesItsPlace() {
		for (String name : new String[] { "spreadHealthIndicator", "spreadHealthContributor" }) {
			this.runner.withBean(name, HealthIndicator.class, () -> () -> Health.unknown().build())
				.run((context) -> assertThat(context).hasSingleBean(HealthContributor.class)
					.doesNotHaveBean(SpreadHealthIndicator.class));
		}
	}

	@Test
	void severalSessionsHaveAnIndicatorEach() {
		this.runner.withUserConfiguration(AuditConfiguration.class).run((context) -> {
			CompositeHealthContributor composite = context.getBean("spreadHealthContributor",
					CompositeHealthContributor.class);
			assertThat(composite.stream().map(Entry::name)).containsExactlyInAnyOrder("auditSession", "spreadSession");
			assertThat(status(composite, "spreadSession")).isEqualTo(Status.UP);
			// nobody has started it
			assertThat(status(composite, "auditSession")).isEqualTo(Status.OUT_OF_SERVICE);
		});
	}

	@Test
	void aSessionThatNobodyHasNeededYetStaysUncreated() {
		this.runner.withUserConfiguration(LazyConfiguration.class).run((context) -> {
			assertThat(context).hasSingleBean(SpreadHealthIndicator.class);
			assertThat(context.getBeanFactory().containsSingleton("auditSession")).isFalse();
		});
	}

	private static Status status(CompositeHealthContributor composite, String name) {
		HealthIndicator indicator = (HealthIndicator) composite.getContributor(name);
		assertThat(indicator).isNotNull();
		Health health = indicator.health();
		assertThat(health).isNotNull();
		return health.getStatus();
	}

	static SpreadSession unstarted() {
		return new SpreadSession(SessionSettings.of(ConnectionSettings.of("4803@localhost")));
	}

	@Configuration(proxyBeanMethods = false)
	static class AuditConfiguration {

		@Bean(defaultCandidate = false)
		SpreadSession auditSession() {
			return unstarted();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyConfiguration {

		@Bean(defaultCandidate = false)
		@Lazy
		SpreadSession auditSession() {
			return unstarted();
		}

	}

}
