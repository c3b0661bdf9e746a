package io.github.spreadspring.client;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.protocol.ErrorCode;

/**
 * Nobody accepts connections at the daemon's address.
 */
public class ConnectionRefusedException extends SpreadConnectException {

	/**
	 * Create an exception.
	 * @param address the address that was tried
	 * @param message what was wrong, what is allowed and what to do
	 * @param cause the cause, if any
	 */
	public ConnectionRefusedException(DaemonAddress address, String message, @Nullable Throwable cause) {
		super(ErrorCode.COULD_NOT_CONNECT, address, message, cause);
	}

}
