package io.github.spreadspring.boot.autoconfigure.docs;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.spreadspring.boot.autoconfigure.SpreadAutoConfiguration;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.observation.DefaultSpreadTemplateObservationConvention;
import io.github.spreadspring.messaging.observation.SpreadTemplateObservationContext;
import io.github.spreadspring.messaging.observation.SpreadTemplateObservationConvention;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The example of a convention for observations.
 */
class ObservationConventionTests {

	@Test
	void aKeyOfTheApplicationIsAdded() {
		try (EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build().start()) {
			new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SpreadAutoConfiguration.class))
				.withPropertyValues("spread.address=" + daemon.address())
				.withUserConfiguration(Tenants.class)
				.run((context) -> {
					SpreadTemplate template = context.getBean(SpreadTemplate.class);
					template.to("orders").header("tenant", "t1").send("text");
					template.to("orders").send("text");
					assertThat(context.getBean(TenantLog.class).tenants).containsExactly("t1", "none");
				});
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Tenants {

		@Bean
		SpreadTemplateObservationConvention tenantConvention() {
			return new DefaultSpreadTemplateObservationConvention() {

				@Override
				public KeyValues getLowCardinalityKeyValues(SpreadTemplateObservationContext context) {
					Object tenant = context.getMessage().getHeaders().getOrDefault("tenant", KeyValue.NONE_VALUE);
					return super.getLowCardinalityKeyValues(context).and("tenant", tenant.toString());
				}

			};
		}

		@Bean
		TenantLog tenantLog() {
			return new TenantLog();
		}

		@Bean
		ObservationRegistry observationRegistry(TenantLog log) {
			ObservationRegistry registry = ObservationRegistry.create();
			registry.observationConfig().observationHandler(log);
			return registry;
		}

	}

	static class TenantLog implements ObservationHandler<Observation.Context> {

		final List<String> tenants = new CopyOnWriteArrayList<>();

		@Override
		public void onStop(Observation.Context context) {
			this.tenants.add(context.getLowCardinalityKeyValue("tenant").getValue());
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

}
