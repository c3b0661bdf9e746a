package io.github.spreadspring.boot.autoconfigure.actuate;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import io.github.spreadspring.boot.actuate.SpreadBeans;
import io.github.spreadspring.boot.actuate.endpoint.SpreadEndpoint;
import io.github.spreadspring.boot.actuate.endpoint.SpreadEndpointWebExtension;

/**
 * Auto-configuration for {@link SpreadEndpoint}.
 */
@AutoConfiguration(after = SpreadBeansAutoConfiguration.class)
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnBean(SpreadBeans.class)
@ConditionalOnAvailableEndpoint(SpreadEndpoint.class)
public final class SpreadEndpointAutoConfiguration {

	SpreadEndpointAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	SpreadEndpoint spreadEndpoint(SpreadBeans beans) {
		return new SpreadEndpoint(beans);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(SpreadEndpoint.class)
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	SpreadEndpointWebExtension spreadEndpointWebExtension(SpreadEndpoint endpoint) {
		return new SpreadEndpointWebExtension(endpoint);
	}

}
