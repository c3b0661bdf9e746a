package io.github.spreadspring.sample.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Tells text from other bytes.
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

}
