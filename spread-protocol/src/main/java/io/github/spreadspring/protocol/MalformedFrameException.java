package io.github.spreadspring.protocol;

/**
 * Bytes that do not follow the Spread protocol. The stream they came from cannot be read
 * any further.
 */
public class MalformedFrameException extends SpreadException {

	/**
	 * Create an exception.
	 * @param message what was wrong
	 */
	public MalformedFrameException(String message) {
		super(ErrorCode.ILLEGAL_MESSAGE, message);
	}

}
