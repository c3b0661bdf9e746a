package io.github.spreadspring.client;

import io.github.spreadspring.protocol.ErrorCode;
import io.github.spreadspring.protocol.SpreadException;

/**
 * The connection has ended, or there is none. A message given to a send that throws this
 * may or may not have reached the daemon.
 */
public class ConnectionClosedException extends SpreadException {

	/**
	 * Create an exception.
	 * @param message why there is no connection
	 */
	public ConnectionClosedException(String message) {
		super(ErrorCode.CONNECTION_CLOSED, message);
	}

}
