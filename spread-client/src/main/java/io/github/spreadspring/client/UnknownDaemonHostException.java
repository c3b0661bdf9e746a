package io.github.spreadspring.client;

import io.github.spreadspring.protocol.ErrorCode;

/**
 * The host in the daemon's address is not known.
 */
public class UnknownDaemonHostException extends SpreadConnectException {

	/**
	 * Create an exception.
	 * @param address the address that was tried
	 * @param message what was wrong, what is allowed and what to do
	 */
	public UnknownDaemonHostException(DaemonAddress address, String message) {
		super(ErrorCode.ILLEGAL_SPREAD, address, message, null);
	}

}
