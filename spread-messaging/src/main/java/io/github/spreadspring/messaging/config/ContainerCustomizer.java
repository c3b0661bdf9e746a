package io.github.spreadspring.messaging.config;

import io.github.spreadspring.messaging.listener.SpreadListenerContainer;

/**
 * Sees every container that a factory makes, before it starts.
 */
@FunctionalInterface
public interface ContainerCustomizer {

	/**
	 * Change a container.
	 * @param container the container, stopped and in no registry yet
	 */
	void configure(SpreadListenerContainer container);

}
