package io.github.spreadspring.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Root of everything that goes wrong between an application and a Spread network. There
 * is one subtype for each cause that a caller may want to treat differently, and each
 * carries the error code that Spread's own libraries give for it.
 */
public class SpreadException extends RuntimeException {

	private final ErrorCode code;

	/**
	 * Create an exception.
	 * @param code the error code of Spread
	 * @param message what was wrong, what is allowed and what to do
	 */
	public SpreadException(ErrorCode code, String message) {
		this(code, message, null);
	}

	/**
	 * Create an exception with a cause.
	 * @param code the error code of Spread
	 * @param message what was wrong, what is allowed and what to do
	 * @param cause the cause, if any
	 */
	public SpreadException(ErrorCode code, String message, @Nullable Throwable cause) {
		super(message, cause);
		this.code = code;
	}

	/**
	 * Return the error code of Spread.
	 * @return the code
	 */
	public ErrorCode code() {
		return this.code;
	}

	/**
	 * Return what was wrong.
	 * @return the message; unlike that of other exceptions always there
	 */
	@Override
	public String getMessage() {
		return String.valueOf(super.getMessage());
	}

}
