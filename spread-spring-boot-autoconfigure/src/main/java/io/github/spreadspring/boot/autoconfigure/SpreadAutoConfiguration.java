package io.github.spreadspring.boot.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.session.DaemonFallback;
import io.github.spreadspring.client.session.SessionSettings;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.SpreadOperations;
import io.github.spreadspring.messaging.SpreadSessionLifecycle;

/**
 * Auto-configuration for Spread: a session that stays connected, a template that sends
 * over it, and containers for listeners.
 */
@AutoConfiguration(afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@ConditionalOnClass(SpreadOperations.class)
@EnableConfigurationProperties(SpreadProperties.class)
@Import({ SpreadMessageConverterConfiguration.class, EmbeddedDaemonConfiguration.class,
		MissingEmbeddedDaemonConfiguration.class, SpreadTemplateConfiguration.class,
		SpreadListenerConfiguration.class })
public final class SpreadAutoConfiguration {

	private final SpreadProperties properties;

	SpreadAutoConfiguration(SpreadProperties properties) {
		this.properties = properties;
	}

	@Bean
	@ConditionalOnMissingBean(SpreadConnectionDetails.class)
	PropertiesSpreadConnectionDetails spreadConnectionDetails() {
		return new PropertiesSpreadConnectionDetails(this.properties);
	}

	@Bean
	@ConditionalOnMissingBean
	SpreadSessionConfigurer spreadSessionConfigurer() {
		return new SpreadSessionConfigurer(this.properties);
	}

	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean
	SpreadSession spreadSession(SpreadConnectionDetails details, SpreadSessionConfigurer configurer,
			ObjectProvider<SpreadSessionCustomizer> customizers, ObjectProvider<DaemonFallback> fallback) {
		String privateName = this.properties.getPrivateName();
		ConnectionSettings connection = ConnectionSettings.defaults()
			.privateName((privateName != null) ? privateName : "");
		SessionSettings settings = configurer
			.configure(SessionSettings.of(connection).addresses(details.getAddresses()));
		for (SpreadSessionCustomizer customizer : customizers.orderedStream().toList()) {
			settings = customizer.customize(settings);
		}
		return new SpreadSession(settings, fallback.getIfAvailable(() -> DaemonFallback.NONE));
	}

	@Bean
	@ConditionalOnMissingBean(name = "spreadSessionLifecycle")
	SpreadSessionLifecycle spreadSessionLifecycle(SpreadSession session, SpreadSessionConfigurer configurer) {
		return configurer.createFirstLifecycle(session);
	}

}
