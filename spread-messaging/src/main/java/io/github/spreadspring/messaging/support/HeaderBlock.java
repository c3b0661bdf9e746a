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
			String name = HeaderText.requireName(header.getKey());
			String value = HeaderText.requireValue(name, header.getValue());
			if (!value.isEmpty()) {
				text.append(name).append(": ").append(value).append('\n');
			}
			else if (last == null) {
				last = name;
			}
			else {
				throw new IllegalArgumentException(
						"Headers \"%s\" and \"%s\" are both empty: only one header of a message can be, because peers take the line behind it for its value"
							.formatted(last, name));
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
		Line line = new Line(bytes);
		Map<String, String> headers = headers(line);
		return headers.isEmpty() ? null : new HeaderBlock(headers, line.rest());
	}

	/**
	 * Return the headers without the body.
	 * @param bytes headers and body
	 * @return what {@link #read(byte[])} has, empty if that has nothing
	 */
	static Map<String, String> headers(byte[] bytes) {
		return headers(new Line(bytes));
	}

	private static Map<String, String> headers(Line line) {
		Map<String, String> headers = new LinkedHashMap<>();
		while (line.next()) {
			if (line.isEmpty()) {
				return headers;
			}
			String text = line.text();
			String name = HeaderText.name(text);
			if (!name.isEmpty()) {
				headers.put(name, HeaderText.value(text));
			}
		}
		return Map.of();
	}

	/**
	 * Look one header up without splitting the whole.
	 * @param bytes headers and body
	 * @param name the name, not empty
	 * @return what {@link #read(byte[])} has for that name, or {@code null}
	 */
	static @Nullable String find(byte[] bytes, String name) {
		String value = null;
		Line line = new Line(bytes);
		while (line.next()) {
			if (line.isEmpty()) {
				return value;
			}
			if (line.contains(name.charAt(0))) {
				String text = line.text();
				value = HeaderText.name(text).equals(name) ? HeaderText.value(text) : value;
			}
		}
		return null;
	}

	/**
	 * Walks over lines that end with a line feed, with or without a carriage return.
	 */
	private static final class Line {

		private final byte[] bytes;

		private int start;

		private int end = -1;

		Line(byte[] bytes) {
			this.bytes = bytes;
		}

		boolean next() {
			this.start = this.end + 1;
			for (int at = this.start; at < this.bytes.length; at++) {
				if (this.bytes[at] == '\n') {
					this.end = at;
					return true;
				}
			}
			return false;
		}

		boolean isEmpty() {
			return length() == 0;
		}

		private int length() {
			boolean crlf = this.end > this.start && this.bytes[this.end - 1] == '\r';
			return this.end - this.start - (crlf ? 1 : 0);
		}

		boolean contains(char ascii) {
			for (int at = this.start; at < this.end; at++) {
				if (this.bytes[at] == ascii) {
					return true;
				}
			}
			return false;
		}

		String text() {
			return new String(this.bytes, this.start, length(), StandardCharsets.UTF_8);
		}

		byte[] rest() {
			return Arrays.copyOfRange(this.bytes, this.end + 1, this.bytes.length);
		}

	}

}
