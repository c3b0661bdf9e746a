package io.github.spreadspring.client;

import io.github.spreadspring.protocol.ErrorCode;
import io.github.spreadspring.protocol.SpreadException;

/**
 * A message waited too long for its turn, or its sender was interrupted while it waited.
 * Nothing of it was sent, and the connection is as good as before. Spread has no code for
 * this; like its time-outs it carries that of a closed connection.
 */
public class SendNotStartedException extends SpreadException {

	private final int sent;

	/**
	 * Create an exception for a message that was to be sent alone.
	 * @param message what was wrong, what is allowed and what to do
	 */
	public SendNotStartedException(String message) {
		this(message, 0);
	}

	/**
	 * Create an exception for one of several messages.
	 * @param message what was wrong, what is allowed and what to do
	 * @param sent how many messages were sent before it
	 */
	public SendNotStartedException(String message, int sent) {
		super(ErrorCode.CONNECTION_CLOSED, message);
		this.sent = sent;
	}

	/**
	 * Return how many of several messages that were to be sent together were sent.
	 * @return the number of messages from the beginning of the list; 0 for a message that
	 * was to be sent alone
	 */
	public int sent() {
		return this.sent;
	}

}
