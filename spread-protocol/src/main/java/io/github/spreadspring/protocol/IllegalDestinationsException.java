package io.github.spreadspring.protocol;

/**
 * A multicast to no group at all or to more groups than Spread routes. Thrown before
 * anything is sent.
 */
public class IllegalDestinationsException extends SpreadException {

	/**
	 * Create an exception.
	 * @param groups the number of destinations
	 */
	public IllegalDestinationsException(int groups) {
		super(ErrorCode.ILLEGAL_GROUP, (groups == 0) ? "A message needs at least one destination group"
				: ("Message to %d groups refused: at most %d are allowed, because Spread delivers a message "
						+ "to more groups to nobody. Send it in several parts; a member of several of the groups "
						+ "then receives it more than once.")
					.formatted(groups, SpreadLimits.MAX_GROUPS));
	}

	/**
	 * Return the largest number of destinations.
	 * @return the limit
	 */
	public int limit() {
		return SpreadLimits.MAX_GROUPS;
	}

}
