package io.github.spreadspring.protocol;

/**
 * A handshake that a daemon ends with an error code.
 */
public class RejectedException extends SpreadException {

	/**
	 * Create an exception.
	 * @param code the code that goes over the wire
	 * @param message what was wrong
	 */
	public RejectedException(ErrorCode code, String message) {
		super(code, message);
	}

}
