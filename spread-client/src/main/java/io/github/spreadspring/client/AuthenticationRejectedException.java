package io.github.spreadspring.client;

import io.github.spreadspring.protocol.ErrorCode;

/**
 * The daemon did not accept, or does not offer, the authentication.
 */
public class AuthenticationRejectedException extends SpreadConnectException {

	/**
	 * Create an exception.
	 * @param address the address that was tried
	 * @param message what was wrong, what is allowed and what to do
	 */
	public AuthenticationRejectedException(DaemonAddress address, String message) {
		super(ErrorCode.REJECT_AUTH, address, message, null);
	}

}
