package io.github.spreadspring.messaging.config;

import io.github.spreadspring.messaging.listener.SpreadListenerContainer;

/**
 * Told which containers there are, for instance to measure each.
 */
public interface SpreadListenerRegistryObserver {

	/**
	 * There is a container.
	 * @param container the container, not started yet unless it was there before the
	 * observer
	 */
	void registered(SpreadListenerContainer container);

	/**
	 * A container is gone. It is about to be stopped.
	 * @param container the container
	 */
	void unregistered(SpreadListenerContainer container);

}
