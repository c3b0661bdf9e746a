package io.github.spreadspring.client;

import io.github.spreadspring.protocol.ErrorCode;

/**
 * The daemon does not accept clients of this version.
 */
public class VersionRejectedException extends SpreadConnectException {

	/**
	 * Create an exception.
	 * @param address the address that was tried
	 * @param message what was wrong, what is allowed and what to do
	 */
	public VersionRejectedException(DaemonAddress address, String message) {
		super(ErrorCode.REJECT_VERSION, address, message, null);
	}

}
