package io.github.spreadspring.messaging.support;

/**
 * The lines of a {@link HeaderBlock}: lenient in reading, strict in writing, so that
 * every peer reads what was meant. PHP and Python cut and split at more characters than
 * the two of this format.
 */
final class HeaderText {

	private HeaderText() {
	}

	/**
	 * Return the name in a line.
	 * @param line the line
	 * @return the text before the first colon, without blanks around it; empty if the
	 * line is no header
	 */
	static String name(String line) {
		int end = Math.max(line.indexOf(':'), 0);
		int start = skipBlanks(line, 0, end);
		while (end > start && isBlank(line.charAt(end - 1))) {
			end--;
		}
		return line.substring(start, end);
	}

	/**
	 * Return the value in a line.
	 * @param line the line, with a colon
	 * @return the text behind the first colon, without blanks before it
	 */
	static String value(String line) {
		return line.substring(skipBlanks(line, line.indexOf(':') + 1, line.length()));
	}

	/**
	 * Check the name of a header to write.
	 * @param name the name
	 * @return the name
	 * @throws IllegalArgumentException if peers would read another one
	 */
	static String requireName(String name) {
		int at = 0;
		while (at < name.length()) {
			int c = name.codePointAt(at);
			if (c == ':' || isSpace(c) || Character.isISOControl(c) || isHalf(c)) {
				break;
			}
			at += Character.charCount(c);
		}
		if (name.isEmpty() || at < name.length()) {
			throw new IllegalArgumentException(
					"Header name \"%s\" is not allowed: at least one character, and no blanks, colons, control characters or incomplete surrogate pairs"
						.formatted(name));
		}
		return name;
	}

	/**
	 * Check the value of a header to write.
	 * @param name the header's name
	 * @param value the value
	 * @return the value
	 * @throws IllegalArgumentException if peers would read another one
	 */
	static String requireValue(String name, String value) {
		int at = 0;
		while (at < value.length()) {
			int c = value.codePointAt(at);
			if (at == 0 && isSpace(c) && c != '\n' && c != '\r') {
				throw new IllegalArgumentException(
						"The value of header \"%s\" is not allowed: it begins with a blank, which readers drop"
							.formatted(name));
			}
			if ((Character.isISOControl(c) && c != '\t') || isLineSeparator(c) || isHalf(c)) {
				throw new IllegalArgumentException(
						"The value of header \"%s\" is not allowed: it must be one line, without control characters other than tabs and without incomplete surrogate pairs"
							.formatted(name));
			}
			at += Character.charCount(c);
		}
		return value;
	}

	private static int skipBlanks(String line, int from, int end) {
		int at = from;
		while (at < end && isBlank(line.charAt(at))) {
			at++;
		}
		return at;
	}

	private static boolean isBlank(char c) {
		return c == ' ' || c == '\t';
	}

	private static boolean isSpace(int c) {
		return Character.isWhitespace(c) || Character.isSpaceChar(c);
	}

	/**
	 * Python's {@code splitlines} ends a line here too.
	 * @param c the character
	 * @return whether it is one of Unicode's own two line ends
	 */
	private static boolean isLineSeparator(int c) {
		return c == 0x2028 || c == 0x2029;
	}

	/**
	 * Half a surrogate pair has no form in UTF-8.
	 * @param c the code point
	 * @return whether its other half is missing
	 */
	private static boolean isHalf(int c) {
		return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
	}

}
