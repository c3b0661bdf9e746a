package io.github.spreadspring.client;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.protocol.ErrorCode;

/**
 * Nobody accepts connections at the daemon's address.
 */
public class ConnectionRefusedException extends SpreadConnectException {

	ConnectionRefusedException(DaemonAddress address, String message, @Nullable Throwable cause) {
		super(ErrorCode.COULD_NOT_CONNECT, address, message, cause);
	}

}
