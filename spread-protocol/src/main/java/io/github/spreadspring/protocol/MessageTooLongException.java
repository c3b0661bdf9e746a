package io.github.spreadspring.protocol;

/**
 * A message whose body and group list together are above the limit of Spread. Thrown
 * before anything is sent: a slightly too long message would end the C daemon.
 */
public class MessageTooLongException extends SpreadException {

	private final int limit;

	/**
	 * Create an exception.
	 * @param length the length of the body in bytes
	 * @param groups the number of destinations
	 */
	public MessageTooLongException(int length, int groups) {
		super(ErrorCode.MESSAGE_TOO_LONG,
				"Message body of %d bytes to %d group(s) is too long: at most %d bytes are allowed (%d less 32 per group). Split the payload or send a reference to it."
					.formatted(length, groups, SpreadLimits.maxBody(groups), SpreadLimits.MAX_BODY_AND_GROUPS));
		this.limit = SpreadLimits.maxBody(groups);
	}

	/**
	 * Return the longest body allowed for this number of destinations.
	 * @return the limit in bytes
	 */
	public int limit() {
		return this.limit;
	}

}
