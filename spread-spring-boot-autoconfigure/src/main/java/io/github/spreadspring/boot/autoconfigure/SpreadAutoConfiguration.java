package io.github.spreadspring.boot.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import io.github.spreadspring.boot.autoconfigure.SpreadProperties.StartupFailurePolicy;
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

	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean
	SpreadSession spreadSession(SpreadConnectionDetails details, ObjectProvider<DaemonFallback> fallback) {
		String privateName = this.properties.getPrivateName();
		ConnectionSettings connection = ConnectionSettings.defaults()
			.privateName((privateName != null) ? privateName : "")
			.connectTimeout(this.properties.getConnectTimeout())
			.sendTimeout(this.properties.getSendTimeout())
			.transport(this.properties.getTransport())
			.nativeLibraryPath(this.properties.getNative().getLibraryPath());
		connection.transport().requireUsable(connection);
		SessionSettings settings = SessionSettings.of(connection)
			.addresses(details.getAddresses())
			.shuffle(this.properties.isShuffleAddresses())
			.privateNameWait(this.properties.getPrivateNameWait())
			.privateNamePolicy(this.properties.getPrivateNamePolicy())
			.pingInterval(this.properties.getPingInterval())
			.pingTimeout(this.properties.getPingTimeout())
			.reconnectDelay(this.properties.getReconnect().getInitialDelay(),
					this.properties.getReconnect().getMaxDelay());
		return new SpreadSession(settings, fallback.getIfAvailable(() -> DaemonFallback.NONE));
	}

	@Bean
	@ConditionalOnMissingBean(name = "spreadSessionLifecycle")
	SpreadSessionLifecycle spreadSessionLifecycle(SpreadSession session) {
		return new SpreadSessionLifecycle(session,
				this.properties.getStartupFailurePolicy() == StartupFailurePolicy.FAIL);
	}

}
