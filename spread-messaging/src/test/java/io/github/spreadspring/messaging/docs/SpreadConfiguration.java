package io.github.spreadspring.messaging.docs;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.converter.MessageConverter;
import tools.jackson.databind.json.JsonMapper;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.session.SessionSettings;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.SpreadGroups;
import io.github.spreadspring.messaging.SpreadSessionLifecycle;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.config.EnableSpread;
import io.github.spreadspring.messaging.config.SpreadListenerContainerFactory;
import io.github.spreadspring.messaging.support.SpreadMessageConverters;

/**
 * The example of an application without Spring Boot.
 */
@Configuration
@EnableSpread
class SpreadConfiguration {

	@Bean(destroyMethod = "close")
	SpreadSession spreadSession(@Value("${spread.address:4803}") String address) {
		return new SpreadSession(SessionSettings.of(ConnectionSettings.of(address)));
	}

	@Bean
	SpreadSessionLifecycle spreadSessionLifecycle(SpreadSession session) {
		return new SpreadSessionLifecycle(session, false); // true: fail without a daemon
	}

	@Bean
	MessageConverter spreadMessageConverter() {
		return SpreadMessageConverters.json(JsonMapper.shared());
	}

	@Bean
	SpreadTemplate spreadTemplate(SpreadSession session, MessageConverter converter) {
		return new SpreadTemplate(session, converter);
	}

	@Bean
	SpreadGroups spreadGroups(SpreadSession session, ApplicationEventPublisher publisher) {
		return new SpreadGroups(session, publisher);
	}

	@Bean
	SpreadListenerContainerFactory spreadListenerContainerFactory(SpreadSession session, MessageConverter converter,
			SpreadTemplate template) {
		SpreadListenerContainerFactory factory = new SpreadListenerContainerFactory(session, converter);
		factory.setReplySender(template);
		return factory;
	}

}
