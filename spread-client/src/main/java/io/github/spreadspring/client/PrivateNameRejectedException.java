package io.github.spreadspring.client;

import io.github.spreadspring.protocol.ErrorCode;

/**
 * The daemon does not accept the private name.
 */
public class PrivateNameRejectedException extends SpreadConnectException {

	/**
	 * Create an exception.
	 * @param address the address that was tried
	 * @param message what was wrong, what is allowed and what to do
	 */
	public PrivateNameRejectedException(DaemonAddress address, String message) {
		super(ErrorCode.REJECT_ILLEGAL_NAME, address, message, null);
	}

}
