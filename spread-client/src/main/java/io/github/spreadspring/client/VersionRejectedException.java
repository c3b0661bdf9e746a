package io.github.spreadspring.client;

import io.github.spreadspring.protocol.ErrorCode;

/**
 * The daemon does not accept clients of this version.
 */
public class VersionRejectedException extends SpreadConnectException {

	VersionRejectedException(DaemonAddress address, String message) {
		super(ErrorCode.REJECT_VERSION, address, message, null);
	}

}
