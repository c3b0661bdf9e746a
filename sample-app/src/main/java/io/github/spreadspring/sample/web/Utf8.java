package io.github.spreadspring.sample.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Text as it travels: whole characters, in UTF-8.
 */
public final class Utf8 {

	private Utf8() {
	}

	/**
	 * Read bytes as text.
	 * @param bytes the bytes
	 * @return the text, or {@code null} if they are none in UTF-8
	 */
	public static @Nullable String text(byte[] bytes) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		}
		catch (CharacterCodingException ex) {
			return null;
		}
	}

	/**
	 * Cut a text that is too long, between two characters.
	 * @param text the text
	 * @param max how long it may be
	 * @return the text, or its beginning
	 */
	public static String cut(String text, int max) {
		if (text.length() <= max) {
			return text;
		}
		return text.substring(0, Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max);
	}

}
