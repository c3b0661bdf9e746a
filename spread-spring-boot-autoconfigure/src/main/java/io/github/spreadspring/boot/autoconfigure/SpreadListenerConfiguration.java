package io.github.spreadspring.boot.autoconfigure;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.messaging.converter.MessageConverter;

import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.config.EnableSpread;
import io.github.spreadspring.messaging.config.SpreadListenerAnnotationBeanPostProcessor;
import io.github.spreadspring.messaging.config.SpreadListenerContainerFactory;
import io.github.spreadspring.messaging.config.SpreadListenerEndpointRegistry;
import io.github.spreadspring.messaging.listener.ContainerProperties;

/**
 * Containers for {@code @SpreadListener} methods.
 */
@Configuration(proxyBeanMethods = false)
class SpreadListenerConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = SpreadListenerAnnotationBeanPostProcessor.DEFAULT_CONTAINER_FACTORY)
	SpreadListenerContainerFactory spreadListenerContainerFactory(SpreadSession session,
			@Qualifier(SpreadMessageConverterConfiguration.BEAN_NAME) MessageConverter converter,
			SpreadProperties properties, Environment environment) {
		ListenerProperties listener = properties.getListener();
		SpreadListenerContainerFactory factory = new SpreadListenerContainerFactory(session, converter);
		ContainerProperties container = factory.getContainerProperties();
		container.setAutoStartup(listener.isAutoStartup());
		container.setQueueCapacity(listener.getQueueCapacity());
		container.setQueueSize(listener.getQueueSize());
		container.setShutdownTimeout(listener.getShutdownTimeout());
		container.setVirtualThreads(Threading.VIRTUAL.isActive(environment));
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
