package io.github.spreadspring.boot.autoconfigure;

import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.BeanFactory;

import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.listener.ContainerProperties;
import io.github.spreadspring.messaging.observation.SpreadListenerObservationConvention;
import io.github.spreadspring.messaging.observation.SpreadTemplateObservationConvention;

/**
 * Has templates and listeners observed where the application has a registry for that.
 */
final class Observations {

	private final boolean enabled;

	private final BeanFactory beans;

	Observations(SpreadProperties properties, BeanFactory beans) {
		this.enabled = properties.isObservationEnabled();
		this.beans = beans;
	}

	void applyTo(SpreadTemplate template) {
		if (this.enabled) {
			this.beans.getBeanProvider(ObservationRegistry.class).ifUnique(template::setObservationRegistry);
			this.beans.getBeanProvider(SpreadTemplateObservationConvention.class)
				.ifUnique(template::setObservationConvention);
		}
	}

	void applyTo(ContainerProperties container) {
		if (this.enabled) {
			this.beans.getBeanProvider(ObservationRegistry.class).ifUnique(container::setObservationRegistry);
			this.beans.getBeanProvider(SpreadListenerObservationConvention.class)
				.ifUnique(container::setObservationConvention);
		}
	}

}
