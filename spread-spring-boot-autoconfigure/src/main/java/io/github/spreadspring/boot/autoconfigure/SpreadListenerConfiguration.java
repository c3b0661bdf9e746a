package io.github.spreadspring.boot.autoconfigure;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.thread.Threading;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.messaging.converter.MessageConverter;

import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.SpreadOperations;
import io.github.spreadspring.messaging.config.EnableSpread;
import io.github.spreadspring.messaging.config.SpreadListenerAnnotationBeanPostProcessor;
import io.github.spreadspring.messaging.config.SpreadListenerContainerFactory;
import io.github.spreadspring.messaging.config.SpreadListenerEndpointRegistry;

/**
 * Containers for {@code @SpreadListener} methods.
 */
@Configuration(proxyBeanMethods = false)
class SpreadListenerConfiguration {

	@Bean
	@ConditionalOnMissingBean
	SpreadListenerContainerFactoryConfigurer spreadListenerContainerFactoryConfigurer(SpreadProperties properties,
			SpreadTemplateConfigurer templateConfigurer, ApplicationContext context, Environment environment) {
		return new SpreadListenerContainerFactoryConfigurer(properties, templateConfigurer, context,
				Threading.VIRTUAL.isActive(environment));
	}

	@Bean
	@ConditionalOnMissingBean(name = SpreadListenerAnnotationBeanPostProcessor.DEFAULT_CONTAINER_FACTORY)
	SpreadListenerContainerFactory spreadListenerContainerFactory(SpreadSession session,
			@Qualifier(SpreadMessageConverterConfiguration.BEAN_NAME) MessageConverter converter,
			SpreadOperations template, SpreadListenerContainerFactoryConfigurer configurer) {
		SpreadListenerContainerFactory factory = new SpreadListenerContainerFactory(session, converter);
		configurer.configure(factory, converter, template);
		return factory;
	}

	/**
	 * Finds annotated methods, unless the application says so itself.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingBean(SpreadListenerEndpointRegistry.class)
	@EnableSpread
	static class EnableSpreadConfiguration {

	}

}
