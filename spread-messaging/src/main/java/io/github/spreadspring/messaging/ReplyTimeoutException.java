package io.github.spreadspring.messaging;

import org.springframework.messaging.MessagingException;

/**
 * No reply came in time. One that comes later is dropped and counted.
 */
public class ReplyTimeoutException extends MessagingException {

	/**
	 * Create an exception.
	 * @param description what was waited for, and how long
	 */
	public ReplyTimeoutException(String description) {
		super(description);
	}

}
