package io.github.spreadspring.client;

import io.github.spreadspring.protocol.ErrorCode;
import io.github.spreadspring.protocol.SpreadException;

/**
 * The daemon did not let us into a group. Stock daemons let everybody in; one with an
 * access policy of its own may not. Spread has no code for this; the code is that of an
 * illegal group.
 */
public class JoinRefusedException extends SpreadException {

	/**
	 * Create an exception.
	 * @param group the group
	 */
	public JoinRefusedException(String group) {
		super(ErrorCode.ILLEGAL_GROUP,
				"The daemon refused the join of group \"%s\": its access policy does not permit it".formatted(group));
	}

}
