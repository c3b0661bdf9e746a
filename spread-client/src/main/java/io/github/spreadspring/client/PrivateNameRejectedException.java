package io.github.spreadspring.client;

import io.github.spreadspring.protocol.ErrorCode;

/**
 * The daemon does not accept the private name.
 */
public class PrivateNameRejectedException extends SpreadConnectException {

	PrivateNameRejectedException(DaemonAddress address, String message) {
		super(ErrorCode.REJECT_ILLEGAL_NAME, address, message, null);
	}

}
