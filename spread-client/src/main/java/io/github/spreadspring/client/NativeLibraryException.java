package io.github.spreadspring.client;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.protocol.ErrorCode;
import io.github.spreadspring.protocol.SpreadException;

/**
 * {@link Transport#NATIVE} cannot be used here: libspread or JNA is missing or of no use.
 * Trying again does not help; something has to be installed, or the transport changed.
 */
public class NativeLibraryException extends SpreadException {

	private final String problem;

	private final String advice;

	/**
	 * Create an exception.
	 * @param problem what was tried and what was wrong, in whole sentences
	 * @param advice what to do, in whole sentences
	 * @param cause the cause, if any
	 */
	public NativeLibraryException(String problem, String advice, @Nullable Throwable cause) {
		super(ErrorCode.COULD_NOT_CONNECT, problem + " " + advice, cause);
		this.problem = problem;
		this.advice = advice;
	}

	/**
	 * Return what was wrong.
	 * @return the message, without what to do
	 */
	public String problem() {
		return this.problem;
	}

	/**
	 * Return what to do.
	 * @return the rest of the message
	 */
	public String advice() {
		return this.advice;
	}

}
