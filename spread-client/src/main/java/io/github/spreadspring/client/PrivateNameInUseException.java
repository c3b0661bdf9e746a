package io.github.spreadspring.client;

import io.github.spreadspring.protocol.ErrorCode;

/**
 * The private name is taken at this daemon. After a crash it stays taken until the daemon
 * has noticed; another attempt a little later may succeed.
 */
public class PrivateNameInUseException extends SpreadConnectException {

	/**
	 * Create an exception.
	 * @param address the address that was tried
	 * @param message what was wrong, what is allowed and what to do
	 */
	public PrivateNameInUseException(DaemonAddress address, String message) {
		super(ErrorCode.REJECT_NOT_UNIQUE, address, message, null);
	}

}
