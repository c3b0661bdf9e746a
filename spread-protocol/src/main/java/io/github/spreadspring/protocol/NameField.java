package io.github.spreadspring.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A name on the wire: 32 bytes, terminated by NUL. What stands behind the NUL has no
 * meaning. Bytes are taken as ISO 8859-1, so that a name which breaks the rules is still
 * told apart from every other.
 */
public final class NameField {

	/**
	 * Size of the field in bytes.
	 */
	public static final int SIZE = 32;

	private static final byte[] ZEROES = new byte[SIZE];

	private NameField() {
	}

	/**
	 * Read the field at the buffer's position.
	 * @param buffer the buffer, advanced by {@value #SIZE} bytes
	 * @return the name up to its NUL, or of all 32 bytes when there is none
	 */
	public static String read(ByteBuffer buffer) {
		int start = buffer.position();
		int length = 0;
		while (length < SIZE && buffer.get(start + length) != 0) {
			length++;
		}
		String name;
		if (buffer.hasArray()) {
			name = new String(buffer.array(), buffer.arrayOffset() + start, length, StandardCharsets.ISO_8859_1);
		}
		else {
			byte[] bytes = new byte[length];
			buffer.get(start, bytes);
			name = new String(bytes, StandardCharsets.ISO_8859_1);
		}
		buffer.position(start + SIZE);
		return name;
	}

	/**
	 * Read several fields in a row.
	 * @param buffer the buffer, advanced by {@value #SIZE} bytes per name
	 * @param count the number of fields
	 * @return the names, as an immutable list
	 */
	public static List<String> readAll(ByteBuffer buffer, int count) {
		if (count == 1) {
			return List.of(read(buffer));
		}
		List<String> names = new ArrayList<>(count);
		for (int i = 0; i < count; i++) {
			names.add(read(buffer));
		}
		return List.copyOf(names);
	}

	/**
	 * Write a name, filled up with NUL.
	 * @param buffer the buffer, advanced by {@value #SIZE} bytes
	 * @param name the name
	 * @throws IllegalNameException if it is longer than 31 characters: an unterminated
	 * name would be read together with the bytes behind it
	 */
	public static void write(ByteBuffer buffer, String name) {
		byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
		if (bytes.length >= SIZE) {
			throw new IllegalNameException(ErrorCode.ILLEGAL_GROUP,
					"Name %s has %d characters, at most %d fit on the wire".formatted(Names.quote(name), bytes.length,
							SIZE - 1));
		}
		buffer.put(bytes).put(ZEROES, 0, SIZE - bytes.length);
	}

}
