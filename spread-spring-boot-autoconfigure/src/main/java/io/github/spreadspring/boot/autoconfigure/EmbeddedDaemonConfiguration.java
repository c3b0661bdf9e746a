package io.github.spreadspring.boot.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import io.github.spreadspring.client.session.DaemonFallback;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;

/**
 * A daemon inside the application where none can be reached.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(EmbeddedSpreadDaemon.class)
@Conditional(OnEmbeddedDaemonCondition.class)
class EmbeddedDaemonConfiguration {

	@Bean
	@ConditionalOnMissingBean(DaemonFallback.class)
	EmbeddedDaemon embeddedSpreadDaemon(SpreadConnectionDetails details, Environment environment) {
		return new EmbeddedDaemon(details.getAddresses(), OnEmbeddedDaemonCondition.isWanted(environment));
	}

}
