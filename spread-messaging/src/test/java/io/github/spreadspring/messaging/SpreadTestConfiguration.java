package io.github.spreadspring.messaging;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.converter.MessageConverter;
import tools.jackson.databind.json.JsonMapper;

import io.github.spreadspring.client.session.SessionSettings;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.config.EnableSpread;
import io.github.spreadspring.messaging.config.SpreadListenerContainerFactory;
import io.github.spreadspring.messaging.support.SpreadMessageConverters;

/**
 * What an application without Spring Boot declares to use {@code @SpreadListener}.
 */
@Configuration(proxyBeanMethods = false)
@EnableSpread
public class SpreadTestConfiguration {

	@Bean(destroyMethod = "close")
	SpreadSession session(SessionSettings settings) {
		return new SpreadSession(settings);
	}

	@Bean
	SpreadSessionLifecycle sessionLifecycle(SpreadSession session) {
		return new SpreadSessionLifecycle(session, true);
	}

	@Bean
	MessageConverter messageConverter() {
		return SpreadMessageConverters.json(JsonMapper.builder().build());
	}

	@Bean
	SpreadTemplate template(SpreadSession session, MessageConverter converter) {
		return new SpreadTemplate(session, converter);
	}

	@Bean
	Received received() {
		return new Received();
	}

	@Bean
	RecordingErrorHandler errorHandler() {
		return new RecordingErrorHandler();
	}

	@Bean
	RecordingReplySender replySender(SpreadTemplate template) {
		return new RecordingReplySender(template);
	}

	@Bean
	SpreadListenerContainerFactory spreadListenerContainerFactory(SpreadSession session, MessageConverter converter,
			RecordingErrorHandler errorHandler, RecordingReplySender replySender) {
		SpreadListenerContainerFactory factory = new SpreadListenerContainerFactory(session, converter);
		factory.setReplySender(replySender);
		factory.setReplySenders((other) -> new RecordingReplySender(new SpreadTemplate(other, converter)));
		factory.getContainerProperties().setErrorHandler(errorHandler);
		return factory;
	}

}
