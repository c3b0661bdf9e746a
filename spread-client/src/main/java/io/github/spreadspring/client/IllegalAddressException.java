package io.github.spreadspring.client;

import io.github.spreadspring.protocol.ErrorCode;
import io.github.spreadspring.protocol.SpreadException;

/**
 * A text that is not the address of a daemon.
 */
public class IllegalAddressException extends SpreadException {

	IllegalAddressException(String text, String problem) {
		super(ErrorCode.ILLEGAL_SPREAD, ("Daemon address \"%s\" is not allowed: %s. Allowed are 4803@host, 4803@::1, "
				+ "4803, host, host:4803 and [::1]:4803.")
			.formatted(text, problem));
	}

}
