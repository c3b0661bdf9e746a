package io.github.spreadspring.sample.oddeven;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Profile;

import io.github.spreadspring.boot.autoconfigure.SpreadSessionConfigurer;
import io.github.spreadspring.boot.autoconfigure.SpreadTemplateConfigurer;
import io.github.spreadspring.client.session.SessionSettings;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.SpreadSessionLifecycle;
import io.github.spreadspring.messaging.SpreadTemplate;

/**
 * A session of its own for the member in the group {@code even}.
 */
@Configuration(proxyBeanMethods = false)
@Profile("oddeven")
@ConditionalOnBooleanProperty("oddeven.even")
@Import(EvenMember.class)
class EvenConfiguration {

	@Bean(defaultCandidate = false, destroyMethod = "close")
	SpreadSession evenSession(SpreadSessionConfigurer configurer, SpreadSession first) {
		SessionSettings settings = first.settings();
		return new SpreadSession(
				configurer.configure(settings.connection(settings.connection().privateName(Side.EVEN.group()))));
	}

	@Bean
	SpreadSessionLifecycle evenSessionLifecycle(SpreadSessionConfigurer configurer,
			@Qualifier("evenSession") SpreadSession session) {
		return configurer.createLifecycle(session);
	}

	@Bean(defaultCandidate = false)
	SpreadTemplate evenTemplate(SpreadTemplateConfigurer configurer, @Qualifier("evenSession") SpreadSession session) {
		return configurer.createTemplate(session);
	}

}
