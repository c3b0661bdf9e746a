package io.github.spreadspring.messaging.config;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;

/**
 * The beans behind {@link EnableSpread}.
 */
@Configuration(proxyBeanMethods = false)
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
class SpreadBootstrapConfiguration {

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static SpreadListenerAnnotationBeanPostProcessor spreadListenerAnnotationBeanPostProcessor() {
		return new SpreadListenerAnnotationBeanPostProcessor();
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	SpreadListenerEndpointRegistry spreadListenerEndpointRegistry() {
		return new SpreadListenerEndpointRegistry();
	}

}
