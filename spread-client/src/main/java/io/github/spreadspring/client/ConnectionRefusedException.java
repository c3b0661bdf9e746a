package io.github.spreadspring.client;

import io.github.spreadspring.protocol.ErrorCode;

/**
 * Nobody accepts connections at the daemon's address.
 */
public class ConnectionRefusedException extends SpreadConnectException {

	ConnectionRefusedException(DaemonAddress address, String message) {
		super(ErrorCode.COULD_NOT_CONNECT, address, message, null);
	}

}
