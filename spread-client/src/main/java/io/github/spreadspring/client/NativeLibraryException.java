package io.github.spreadspring.client;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.protocol.ErrorCode;
import io.github.spreadspring.protocol.SpreadException;

/**
 * {@link Transport#NATIVE} cannot be used here: libspread or JNA is missing or of no use.
 * Trying again does not help; something has to be installed, or the transport changed.
 */
public class NativeLibraryException extends SpreadException {

	/**
	 * Create an exception.
	 * @param message what was tried, what was wrong and what to do
	 * @param cause the cause, if any
	 */
	public NativeLibraryException(String message, @Nullable Throwable cause) {
		super(ErrorCode.COULD_NOT_CONNECT, message, cause);
	}

}
