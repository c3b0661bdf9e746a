package io.github.spreadspring.client;

import io.github.spreadspring.protocol.ErrorCode;

/**
 * What answers at the address does not speak the Spread protocol.
 */
public class NotSpreadException extends SpreadConnectException {

	/**
	 * Create an exception.
	 * @param address the address that was tried
	 * @param message what was wrong, what is allowed and what to do
	 */
	public NotSpreadException(DaemonAddress address, String message) {
		super(ErrorCode.CONNECTION_CLOSED, address, message, null);
	}

}
