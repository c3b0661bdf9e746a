package io.github.spreadspring.protocol;

/**
 * A private name, group name or member id that Spread does not allow. Thrown before
 * anything is sent.
 */
public class IllegalNameException extends SpreadException {

	/**
	 * Create an exception.
	 * @param code {@link ErrorCode#ILLEGAL_GROUP} or
	 * {@link ErrorCode#REJECT_ILLEGAL_NAME}
	 * @param message what was wrong and what is allowed
	 */
	public IllegalNameException(ErrorCode code, String message) {
		super(code, message);
	}

}
