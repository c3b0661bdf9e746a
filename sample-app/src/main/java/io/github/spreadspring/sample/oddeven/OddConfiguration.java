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
 * A session of its own for the member in the group {@code odd}.
 */
@Configuration(proxyBeanMethods = false)
@Profile("oddeven")
@ConditionalOnBooleanProperty("oddeven.odd")
@Import(OddMember.class)
class OddConfiguration {

	@Bean(defaultCandidate = false, destroyMethod = "close")
	SpreadSession oddSession(SpreadSessionConfigurer configurer, SpreadSession first) {
		SessionSettings settings = first.settings();
		return new SpreadSession(
				configurer.configure(settings.connection(settings.connection().privateName(Side.ODD.group()))));
	}

	@Bean
	SpreadSessionLifecycle oddSessionLifecycle(SpreadSessionConfigurer configurer,
			@Qualifier("oddSession") SpreadSession session) {
		return configurer.createLifecycle(session);
	}

	@Bean(defaultCandidate = false)
	SpreadTemplate oddTemplate(SpreadTemplateConfigurer configurer, @Qualifier("oddSession") SpreadSession session) {
		return configurer.createTemplate(session);
	}

}
