package io.github.spreadspring.client;

import io.github.spreadspring.protocol.ErrorCode;

/**
 * The daemon did not accept, or does not offer, the authentication.
 */
public class AuthenticationRejectedException extends SpreadConnectException {

	AuthenticationRejectedException(DaemonAddress address, String message) {
		super(ErrorCode.REJECT_AUTH, address, message, null);
	}

}
