package io.github.spreadspring.client;

import io.github.spreadspring.protocol.ErrorCode;

/**
 * What answers at the address does not speak the Spread protocol.
 */
public class NotSpreadException extends SpreadConnectException {

	NotSpreadException(DaemonAddress address, String message) {
		super(ErrorCode.CONNECTION_CLOSED, address, message, null);
	}

}
