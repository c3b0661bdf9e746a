package io.github.spreadspring.client;

import io.github.spreadspring.protocol.ErrorCode;

/**
 * The daemon serves as many sessions as it can.
 */
public class SessionQuotaException extends SpreadConnectException {

	/**
	 * Create an exception.
	 * @param address the address that was tried
	 * @param message what was wrong, what is allowed and what to do
	 */
	public SessionQuotaException(DaemonAddress address, String message) {
		super(ErrorCode.REJECT_QUOTA, address, message, null);
	}

}
