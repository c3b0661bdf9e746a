package io.github.spreadspring.client;

import io.github.spreadspring.protocol.ErrorCode;
import io.github.spreadspring.protocol.SpreadException;

/**
 * A message waited too long for its turn, or its sender was interrupted while it waited.
 * Nothing of it was sent, and the connection is as good as before. Spread has no code for
 * this; like its time-outs it carries that of a closed connection.
 */
public class SendNotStartedException extends SpreadException {

	SendNotStartedException(String message) {
		super(ErrorCode.CONNECTION_CLOSED, message);
	}

}
