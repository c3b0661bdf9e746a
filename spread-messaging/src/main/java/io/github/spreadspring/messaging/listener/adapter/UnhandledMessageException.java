package io.github.spreadspring.messaging.listener.adapter;

import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConversionException;

/**
 * A message that none of the {@code @SpreadHandler} methods of a class is for.
 */
public class UnhandledMessageException extends MessageConversionException {

	/**
	 * Create an exception.
	 * @param message what was received
	 * @param text what methods there are, and what to do
	 */
	public UnhandledMessageException(Message<?> message, String text) {
		super(message, text);
	}

}
