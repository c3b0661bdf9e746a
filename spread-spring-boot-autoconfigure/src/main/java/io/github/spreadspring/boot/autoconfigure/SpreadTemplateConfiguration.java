package io.github.spreadspring.boot.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.converter.MessageConverter;

import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.SpreadGroups;
import io.github.spreadspring.messaging.SpreadOperations;
import io.github.spreadspring.messaging.SpreadSendInterceptor;
import io.github.spreadspring.messaging.SpreadTemplate;

/**
 * The template, and the groups as objects.
 */
@Configuration(proxyBeanMethods = false)
class SpreadTemplateConfiguration {

	@Bean
	@ConditionalOnMissingBean
	SpreadTemplateConfigurer spreadTemplateConfigurer(SpreadProperties properties,
			@Qualifier(SpreadMessageConverterConfiguration.BEAN_NAME) MessageConverter converter,
			ObjectProvider<SpreadSendInterceptor> interceptors, ObjectProvider<SpreadTemplateCustomizer> customizers) {
		return new SpreadTemplateConfigurer(properties, converter, interceptors, customizers);
	}

	@Bean
	@ConditionalOnMissingBean(SpreadOperations.class)
	SpreadTemplate spreadTemplate(SpreadSession session, SpreadTemplateConfigurer configurer) {
		return configurer.createTemplate(session);
	}

	@Bean
	@ConditionalOnMissingBean
	SpreadGroups spreadGroups(SpreadSession session, ApplicationEventPublisher publisher) {
		return new SpreadGroups(session, publisher);
	}

}
