package io.github.spreadspring.messaging;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;

/**
 * Sees every message on its way out of a template, with all its headers, before it is
 * turned into bytes: requests and replies included.
 */
public interface SpreadSendInterceptor {

	/**
	 * Called before a message is sent. Throw an exception to keep it from being sent; its
	 * sender gets it.
	 * @param destinations groups and member ids
	 * @param message the message
	 * @return the message to send, the same or another one
	 */
	default Message<?> beforeSend(List<String> destinations, Message<?> message) {
		return message;
	}

	/**
	 * Called when a message has been handed to the daemon, or could not be. What it
	 * throws is logged, and neither the sender nor other interceptors notice.
	 * @param destinations groups and member ids
	 * @param message the message
	 * @param failure why it was not sent; {@code null} if it was
	 */
	default void afterSend(List<String> destinations, Message<?> message, @Nullable Throwable failure) {
	}

}
