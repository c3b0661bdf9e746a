package io.github.spreadspring.sample.web;

import org.jspecify.annotations.Nullable;

/**
 * A field of a request that cannot be accepted.
 */
public class BadFieldException extends RuntimeException {

	private final String field;

	/**
	 * Create the exception.
	 * @param field the name of the field
	 * @param message what is wrong, and what is allowed
	 */
	public BadFieldException(String field, @Nullable String message) {
		super(message);
		this.field = field;
	}

	String field() {
		return this.field;
	}

}
