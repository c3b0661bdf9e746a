package io.github.spreadspring.client;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.protocol.ErrorCode;
import io.github.spreadspring.protocol.SpreadException;

/**
 * A connection to a daemon could not be made. There is one subtype for each reason.
 */
public abstract class SpreadConnectException extends SpreadException {

	private final DaemonAddress address;

	SpreadConnectException(ErrorCode code, DaemonAddress address, String message, @Nullable Throwable cause) {
		super(code, message, cause);
		this.address = address;
	}

	/**
	 * Return the address that was tried.
	 * @return the daemon's address
	 */
	public DaemonAddress address() {
		return this.address;
	}

}
