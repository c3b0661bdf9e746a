package io.github.spreadspring.messaging.config;

import io.github.spreadspring.messaging.listener.ContainerProperties;
import io.github.spreadspring.messaging.listener.SpreadEventListener;
import io.github.spreadspring.messaging.listener.adapter.AdapterSettings;

/**
 * A listener that is no annotated method and wants a container.
 */
public final class SimpleSpreadListenerEndpoint extends SpreadListenerEndpoint {

	private final SpreadEventListener listener;

	/**
	 * Create an endpoint.
	 * @param id the id of the container
	 * @param listener who gets the messages and events, as they were received
	 */
	public SimpleSpreadListenerEndpoint(String id, SpreadEventListener listener) {
		super(id);
		this.listener = listener;
	}

	@Override
	SpreadEventListener createListener(AdapterSettings settings, boolean batchDefault, ContainerProperties properties) {
		return this.listener;
	}

}
