package io.github.spreadspring.messaging.listener.adapter;

import java.lang.reflect.Method;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.protocol.Names;

/**
 * A method that listens, and what its annotations say about it.
 *
 * @param method the method, which its bean must have
 * @param messageType the message type that it is for, or {@code null} for any
 * @param isDefault whether it gets the messages that no other method is for
 * @param replyTo where its results go; empty for the sender
 */
public record HandlerDefinition(Method method, @Nullable Integer messageType, boolean isDefault, List<String> replyTo) {

	/**
	 * Check the numbers and names.
	 * @param method the method, which its bean must have
	 * @param messageType the message type that it is for, or {@code null} for any
	 * @param isDefault whether it gets the messages that no other method is for
	 * @param replyTo where its results go; empty for the sender
	 */
	public HandlerDefinition {
		if (messageType != null) {
			OutboundMessage.requireType(messageType);
		}
		replyTo = List.copyOf(replyTo);
		replyTo.forEach(Names::requireDestination);
	}

	/**
	 * Define a method for all messages, which answers the sender.
	 * @param method the method
	 * @return the definition
	 */
	public static HandlerDefinition of(Method method) {
		return new HandlerDefinition(method, null, false, List.of());
	}

}
