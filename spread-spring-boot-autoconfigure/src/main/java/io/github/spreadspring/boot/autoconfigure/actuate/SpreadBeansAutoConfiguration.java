package io.github.spreadspring.boot.autoconfigure.actuate;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import io.github.spreadspring.boot.actuate.SpreadBeans;
import io.github.spreadspring.boot.autoconfigure.EmbeddedDaemon;
import io.github.spreadspring.boot.autoconfigure.SpreadAutoConfiguration;
import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.session.DaemonFallback;
import io.github.spreadspring.client.session.SpreadSession;

/**
 * Auto-configuration for what health, metrics and the endpoint look at.
 */
@AutoConfiguration(after = SpreadAutoConfiguration.class)
@ConditionalOnBean(SpreadSession.class)
public final class SpreadBeansAutoConfiguration {

	SpreadBeansAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	SpreadBeans spreadBeans(ConfigurableListableBeanFactory beanFactory, ObjectProvider<DaemonFallback> fallbacks) {
		return new SpreadBeans(beanFactory, (address) -> isEmbedded(fallbacks.getIfUnique(), address));
	}

	private static boolean isEmbedded(@Nullable DaemonFallback fallback, DaemonAddress address) {
		return fallback instanceof EmbeddedDaemon daemon && daemon.isRunningAt(address);
	}

}
