package io.github.spreadspring.messaging.listener;

import org.springframework.core.NestedRuntimeException;

import io.github.spreadspring.client.message.SpreadEvent;

/**
 * A listener failed on a message or event. Given to the container's error handler.
 */
public class ListenerFailedException extends NestedRuntimeException {

	private final transient SpreadEvent event;

	/**
	 * Create an exception.
	 * @param listenerId the id of the container
	 * @param event what the listener failed on
	 * @param cause why
	 */
	public ListenerFailedException(String listenerId, SpreadEvent event, Throwable cause) {
		super("Listener '%s' failed on %s".formatted(listenerId, event), cause);
		this.event = event;
	}

	/**
	 * Return what the listener failed on.
	 * @return the message or event
	 */
	public SpreadEvent event() {
		return this.event;
	}

}
