package io.github.spreadspring.client;

import io.github.spreadspring.protocol.ErrorCode;

/**
 * The daemon serves as many sessions as it can.
 */
public class SessionQuotaException extends SpreadConnectException {

	SessionQuotaException(DaemonAddress address, String message) {
		super(ErrorCode.REJECT_QUOTA, address, message, null);
	}

}
