package io.github.spreadspring.protocol;

/**
 * The limits of Spread 5.0.1, as measured on its daemon.
 */
public final class SpreadLimits {

	/**
	 * The daemon's default port.
	 */
	public static final int DEFAULT_PORT = 4803;

	/**
	 * Most destinations of one message. The daemon accepts up to
	 * {@value #MAX_GROUPS_ACCEPTED} but delivers a message to more than 43 groups to
	 * nobody.
	 */
	public static final int MAX_GROUPS = 43;

	/**
	 * Most destinations a daemon reads; with more it ends the session.
	 */
	public static final int MAX_GROUPS_ACCEPTED = 100;

	/**
	 * Most bytes of a body plus 32 for each destination in a message that we send. The C
	 * daemon delivers one byte more too, but writes behind its own memory while it does,
	 * and dies a few messages later (seen with Spread 5.0.1); above that it aborts at
	 * once.
	 */
	public static final int MAX_BODY_AND_GROUPS = 143_151;

	/**
	 * Most bytes of a body plus 32 for each destination that a daemon delivers.
	 */
	public static final int MAX_BODY_AND_GROUPS_ACCEPTED = 143_152;

	/**
	 * Most sessions at one daemon, half-open handshakes included.
	 */
	public static final int MAX_SESSIONS = 997;

	/**
	 * Frames a daemon keeps for a client that does not read, before it ends the session.
	 */
	public static final int MAX_SESSION_MESSAGES = 1000;

	private SpreadLimits() {
	}

	/**
	 * Return the longest body for a number of destinations.
	 * @param groups the number of destinations
	 * @return the limit in bytes, 143,119 for one group
	 */
	public static int maxBody(int groups) {
		return MAX_BODY_AND_GROUPS - groups * NameField.SIZE;
	}

	/**
	 * Refuse a message that the C daemon would not deliver or would not survive.
	 * @param bodyLength the length of the body in bytes
	 * @param groups the number of destinations
	 * @throws IllegalDestinationsException without any or with more than
	 * {@value #MAX_GROUPS} destinations
	 * @throws MessageTooLongException when the body is longer than {@link #maxBody(int)}
	 */
	public static void check(int bodyLength, int groups) {
		if (groups < 1 || groups > MAX_GROUPS) {
			throw new IllegalDestinationsException(groups);
		}
		if (bodyLength > maxBody(groups)) {
			throw new MessageTooLongException(bodyLength, groups);
		}
	}

}
