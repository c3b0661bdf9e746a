package io.github.spreadspring.boot.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.converter.MessageConverter;
import tools.jackson.databind.json.JsonMapper;

import io.github.spreadspring.messaging.support.SpreadMessageConverters;

/**
 * The converter between payloads and bytes: the bean {@code spreadMessageConverter}.
 */
@Configuration(proxyBeanMethods = false)
class SpreadMessageConverterConfiguration {

	static final String BEAN_NAME = "spreadMessageConverter";

	/**
	 * Without Jackson: text and bytes. A method of the outer class comes behind those of
	 * the nested one, while the order of two nested ones is not defined.
	 * @return the converter
	 */
	@Bean(name = BEAN_NAME, defaultCandidate = false)
	@ConditionalOnMissingBean(name = BEAN_NAME)
	MessageConverter plainSpreadMessageConverter() {
		return SpreadMessageConverters.plain();
	}

	/**
	 * With Jackson: text, bytes and JSON, by the application's own mapper.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(JsonMapper.class)
	static class JacksonConfiguration {

		@Bean(name = BEAN_NAME, defaultCandidate = false)
		@ConditionalOnBean(JsonMapper.class)
		@ConditionalOnMissingBean(name = BEAN_NAME)
		MessageConverter jsonSpreadMessageConverter(JsonMapper mapper) {
			return SpreadMessageConverters.json(mapper);
		}

	}

}
