package io.github.spreadspring.messaging.listener;

import io.github.spreadspring.client.message.SpreadEvent;

/**
 * Gets everything in the stream of a container, in order, one at a time.
 */
@FunctionalInterface
public interface SpreadEventListener {

	/**
	 * Handle a message or event.
	 * @param event the message or event
	 * @throws Exception for the container's error handler; the next event comes all the
	 * same
	 */
	void onEvent(SpreadEvent event) throws Exception;

}
