package io.github.spreadspring.messaging.listener;

import org.springframework.messaging.Message;

/**
 * Decides which messages reach a listener. Events always do.
 */
@FunctionalInterface
public interface SpreadMessageFilter {

	/**
	 * Whether the listener gets a message.
	 * @param message the bytes received, with what is known about them as headers
	 * @return {@code false} to pass it over
	 */
	boolean accept(Message<byte[]> message);

}
