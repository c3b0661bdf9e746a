package io.github.spreadspring.client;

import io.github.spreadspring.protocol.ErrorCode;
import io.github.spreadspring.protocol.SpreadException;

/**
 * A message does not fit into the buffer it was to be received in. It is not lost: the
 * next call receives it, with a larger buffer or without one.
 */
public class BufferTooShortException extends SpreadException {

	private final int needed;

	/**
	 * Create an exception.
	 * @param needed the length of the body in bytes
	 * @param room the room in the buffer
	 */
	public BufferTooShortException(int needed, int room) {
		super(ErrorCode.BUFFER_TOO_SHORT,
				"The next message has a body of %d bytes, the buffer has room for %d. Receive it with a larger one."
					.formatted(needed, room));
		this.needed = needed;
	}

	/**
	 * Return how large the buffer has to be.
	 * @return the length of the body in bytes
	 */
	public int needed() {
		return this.needed;
	}

}
