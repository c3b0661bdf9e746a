package io.github.spreadspring.boot.autoconfigure.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import io.github.spreadspring.boot.actuate.SpreadBeans;
import io.github.spreadspring.boot.autoconfigure.actuate.SpreadBeansAutoConfiguration;
import io.github.spreadspring.boot.metrics.SpreadMetrics;

/**
 * Auto-configuration for {@link SpreadMetrics}.
 */
@AutoConfiguration(after = SpreadBeansAutoConfiguration.class,
		afterName = { "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
				"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({ MeterRegistry.class, SpreadBeans.class })
public final class SpreadMetricsAutoConfiguration {

	SpreadMetricsAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	SpreadMetrics spreadMetrics(SpreadBeans beans) {
		return new SpreadMetrics(beans);
	}

}
