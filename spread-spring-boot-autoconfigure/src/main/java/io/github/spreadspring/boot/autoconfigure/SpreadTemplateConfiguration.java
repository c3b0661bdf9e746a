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
	@ConditionalOnMissingBean(SpreadOperations.class)
	SpreadTemplate spreadTemplate(SpreadSession session,
			@Qualifier(SpreadMessageConverterConfiguration.BEAN_NAME) MessageConverter converter,
			SpreadProperties properties, ObjectProvider<SpreadSendInterceptor> interceptors,
			ObjectProvider<SpreadTemplateCustomizer> customizers) {
		SpreadTemplate template = new SpreadTemplate(session, converter, properties.getHeaders().toSettings());
		properties.getTemplate().applyTo(template);
		template.setInterceptors(interceptors.orderedStream().toList());
		customizers.orderedStream().forEach((customizer) -> customizer.customize(template));
		return template;
	}

	@Bean
	@ConditionalOnMissingBean
	SpreadGroups spreadGroups(SpreadSession session, ApplicationEventPublisher publisher) {
		return new SpreadGroups(session, publisher);
	}

}
