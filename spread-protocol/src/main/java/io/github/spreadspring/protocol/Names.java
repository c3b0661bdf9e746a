package io.github.spreadspring.protocol;

/**
 * The rules for names that we send. They are those of Spread's own library; what is
 * received is never checked against them.
 */
public final class Names {

	/**
	 * Longest private name, in characters.
	 */
	public static final int MAX_PRIVATE_NAME = 10;

	/**
	 * Longest name of a daemon, in characters.
	 */
	public static final int MAX_DAEMON_NAME = 19;

	/**
	 * Longest name of a group, in characters.
	 */
	public static final int MAX_GROUP_NAME = 31;

	private static final char FIRST_LEGAL = '$';

	private static final char LAST_LEGAL = '~';

	private static final String ALLOWED = "Allowed are the ASCII characters from '$' to '~': letters, digits and most "
			+ "punctuation, but no blank, '!', '\"' or '#'.";

	private Names() {
	}

	/**
	 * Check a private name, as given when connecting.
	 * @param name the name; empty lets the daemon choose one
	 * @return the name
	 * @throws IllegalNameException if it is longer than {@value #MAX_PRIVATE_NAME}
	 * characters or has an illegal character
	 */
	public static String requirePrivateName(String name) {
		return require("Private name", name, 0, MAX_PRIVATE_NAME, ErrorCode.REJECT_ILLEGAL_NAME);
	}

	/**
	 * Check the name of a daemon.
	 * @param name the name
	 * @return the name
	 * @throws IllegalNameException if it is empty, longer than {@value #MAX_DAEMON_NAME}
	 * characters or has an illegal character
	 */
	public static String requireDaemonName(String name) {
		return require("Daemon name", name, 1, MAX_DAEMON_NAME, ErrorCode.REJECT_ILLEGAL_NAME);
	}

	/**
	 * Check the name of a group that can be joined.
	 * @param name the name
	 * @return the name
	 * @throws IllegalNameException if it is empty, longer than {@value #MAX_GROUP_NAME}
	 * characters or has an illegal character; a private group cannot be joined
	 */
	public static String requireGroup(String name) {
		if (name.startsWith("#")) {
			throw new IllegalNameException(ErrorCode.ILLEGAL_GROUP,
					"Group name %s is not allowed: names that begin with '#' are private groups, which can be sent to but not joined."
						.formatted(quote(name)));
		}
		return require("Group name", name, 1, MAX_GROUP_NAME, ErrorCode.ILLEGAL_GROUP);
	}

	/**
	 * Check a destination: a group, or the private group of a member.
	 * @param name the name
	 * @return the name
	 * @throws IllegalNameException if it is neither
	 */
	public static String requireDestination(String name) {
		if (name.startsWith("#")) {
			MemberId.of(name);
			return name;
		}
		return requireGroup(name);
	}

	/**
	 * Whether a character may stand in a name.
	 * @param c the character
	 * @return {@code true} from {@code $} to {@code ~}
	 */
	public static boolean isLegal(char c) {
		return c >= FIRST_LEGAL && c <= LAST_LEGAL;
	}

	private static String require(String what, String name, int min, int max, ErrorCode code) {
		if (name.length() < min) {
			throw new IllegalNameException(code,
					"%s must not be empty: %d to %d characters are allowed. %s".formatted(what, min, max, ALLOWED));
		}
		if (name.length() > max) {
			throw new IllegalNameException(code,
					"%s %s has %d characters, at most %d are allowed. It is never cut silently; choose a shorter one."
						.formatted(what, quote(name), name.length(), max));
		}
		for (int i = 0; i < name.length(); i++) {
			if (!isLegal(name.charAt(i))) {
				throw new IllegalNameException(code, "%s %s has the illegal character %s at position %d. %s"
					.formatted(what, quote(name), describe(name.charAt(i)), i + 1, ALLOWED));
			}
		}
		return name;
	}

	static String quote(String name) {
		StringBuilder quoted = new StringBuilder("\"");
		for (int i = 0; i < Math.min(name.length(), 64); i++) {
			char c = name.charAt(i);
			quoted.append(Character.isISOControl(c) ? "\\u%04x".formatted((int) c) : c);
		}
		return quoted.append((name.length() > 64) ? "…\"" : "\"").toString();
	}

	private static String describe(char c) {
		return (Character.isISOControl(c) || c == ' ') ? "U+%04X".formatted((int) c) : "'" + c + "'";
	}

}
