package io.github.spreadspring.messaging.support;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Headers in front of a body, in the text form that the article "LAMP and the Spread
 * Toolkit" made the convention of the Spread community: {@code name: value} and a line
 * feed for each, an empty line, then the body. PHP and Python programs read and write the
 * same.
 *
 * @param headers names and values
 * @param body what follows them
 */
record HeaderBlock(Map<String, String> headers, byte[] body) {

	private static final byte LF = '\n';

	/**
	 * Return headers and body as one.
	 * @return the bytes
	 * @throws IllegalArgumentException if a header cannot be written so that peers read
	 * the same
	 */
	byte[] toBytes() {
		StringBuilder text = new StringBuilder();
		String last = null;
		for (Map.Entry<String, String> header : this.headers.entrySet()) {
			require(header.getKey(), header.getValue());
			if (header.getValue().isEmpty()) {
				if (last != null) {
					throw new IllegalArgumentException(
							"Headers \"%s\" and \"%s\" are both empty: only one header of a message can be, because peers take the line behind it for its value"
								.formatted(last, header.getKey()));
				}
				last = header.getKey();
			}
			else {
				text.append(header.getKey()).append(": ").append(header.getValue()).append('\n');
			}
		}
		if (last != null) {
			text.append(last).append(": \n");
		}
		if (text.isEmpty()) {
			throw new IllegalArgumentException("Peers lose a body behind a header block without any header");
		}
		byte[] head = text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
		byte[] all = Arrays.copyOf(head, head.length + this.body.length);
		System.arraycopy(this.body, 0, all, head.length, this.body.length);
		return all;
	}

	/**
	 * Split what was received.
	 * @param bytes headers and body
	 * @return the two, or {@code null} if there is no empty line or no header before it
	 */
	static @Nullable HeaderBlock read(byte[] bytes) {
		Map<String, String> headers = new LinkedHashMap<>();
		int start = 0;
		while (true) {
			int end = start;
			while (end < bytes.length && bytes[end] != LF) {
				end++;
			}
			if (end == bytes.length) {
				return null;
			}
			int length = (end > start && bytes[end - 1] == '\r') ? end - 1 - start : end - start;
			if (length == 0) {
				return headers.isEmpty() ? null
						: new HeaderBlock(headers, Arrays.copyOfRange(bytes, end + 1, bytes.length));
			}
			readLine(new String(bytes, start, length, StandardCharsets.UTF_8), headers);
			start = end + 1;
		}
	}

	private static void readLine(String line, Map<String, String> headers) {
		int colon = line.indexOf(':');
		String name = line.substring(0, Math.max(colon, 0)).strip();
		if (!name.isEmpty()) {
			headers.put(name, line.substring(colon + 1).stripLeading());
		}
	}

	private static void require(String name, String value) {
		if (name.isEmpty() || name.chars().anyMatch((c) -> c == ':' || Character.isWhitespace(c) || isControl(c))) {
			throw new IllegalArgumentException(
					"Header name \"%s\" is not allowed: no blanks, colons or control characters".formatted(name));
		}
		if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
			throw new IllegalArgumentException(
					"The value of header \"%s\" is not allowed: it must be one line".formatted(name));
		}
		if (!value.isEmpty() && Character.isWhitespace(value.charAt(0))) {
			throw new IllegalArgumentException(
					"The value of header \"%s\" is not allowed: it begins with a blank, which readers drop"
						.formatted(name));
		}
	}

	private static boolean isControl(int c) {
		return Character.isISOControl(c);
	}

}
