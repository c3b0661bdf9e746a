package io.github.spreadspring.sample;

/**
 * A field of a request that cannot be accepted.
 */
class BadFieldException extends RuntimeException {

	private final String field;

	BadFieldException(String field, String message) {
		super(message);
		this.field = field;
	}

	String field() {
		return this.field;
	}

}
