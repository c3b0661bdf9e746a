package io.github.spreadspring.client;

import io.github.spreadspring.protocol.ErrorCode;

/**
 * The daemon did not complete the handshake in time. Spread's own library reports this as
 * a closed connection, hence the code.
 */
public class ConnectTimeoutException extends SpreadConnectException {

	/**
	 * Create an exception.
	 * @param address the address that was tried
	 * @param message what was wrong, what is allowed and what to do
	 */
	public ConnectTimeoutException(DaemonAddress address, String message) {
		super(ErrorCode.CONNECTION_CLOSED, address, message, null);
	}

	/**
	 * Create the exception for a thread whose time ended because it was interrupted. The
	 * interrupt is kept.
	 * @param address the address that was tried
	 * @return the exception
	 */
	public static ConnectTimeoutException interrupted(DaemonAddress address) {
		return new ConnectTimeoutException(address, "Interrupted while connecting to %s".formatted(address));
	}

}
