package io.github.spreadspring.client;

import io.github.spreadspring.protocol.ErrorCode;

/**
 * The host in the daemon's address is not known.
 */
public class UnknownDaemonHostException extends SpreadConnectException {

	UnknownDaemonHostException(DaemonAddress address, String message) {
		super(ErrorCode.ILLEGAL_SPREAD, address, message, null);
	}

}
