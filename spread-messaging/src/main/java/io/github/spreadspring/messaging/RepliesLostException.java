package io.github.spreadspring.messaging;

import org.springframework.messaging.Message;

import io.github.spreadspring.client.ConnectionClosedException;

/**
 * The connection was lost while answers of a whole group were awaited, so that it is not
 * known any more who is there and what they answered.
 */
public class RepliesLostException extends ConnectionClosedException {

	private final transient GroupReplies<Message<?>> partial;

	/**
	 * Create an exception.
	 * @param message what happened
	 * @param partial what was known when the connection was lost
	 */
	public RepliesLostException(String message, GroupReplies<Message<?>> partial) {
		super(message);
		this.partial = partial;
	}

	/**
	 * Return what was known when the connection was lost.
	 * @return the answers that had come; who had left; and all others as silent
	 */
	public GroupReplies<Message<?>> partial() {
		return this.partial;
	}

}
