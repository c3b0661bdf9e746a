package io.github.spreadspring.messaging.support;

import java.util.List;

import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.ByteArrayMessageConverter;
import org.springframework.messaging.converter.CompositeMessageConverter;
import org.springframework.messaging.converter.JacksonJsonMessageConverter;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.converter.StringMessageConverter;
import tools.jackson.databind.json.JsonMapper;

/**
 * How payloads become bytes and bytes become parameters: text as UTF-8, bytes as they
 * are, everything else as JSON. The type of the payload or the parameter decides, never a
 * class name from the wire.
 */
public final class SpreadMessageConverters {

	private SpreadMessageConverters() {
	}

	/**
	 * Return a converter for text, bytes, and JSON.
	 * @param mapper reads and writes JSON
	 * @return the converter
	 */
	public static MessageConverter json(JsonMapper mapper) {
		return new CompositeMessageConverter(
				List.of(new BytesConverter(), new TextConverter(), new JacksonConverter(mapper)));
	}

	/**
	 * Return a converter for text and bytes only.
	 * @return the converter
	 */
	public static MessageConverter plain() {
		return new CompositeMessageConverter(List.of(new BytesConverter(), new TextConverter()));
	}

	/**
	 * Who asks for text gets it, whatever the content type says.
	 */
	private static final class TextConverter extends StringMessageConverter {

		@Override
		protected boolean supportsMimeType(MessageHeaders headers) {
			return true;
		}

	}

	/**
	 * Who asks for a type of its own gets it from JSON, whatever the content type says.
	 */
	private static final class JacksonConverter extends JacksonJsonMessageConverter {

		JacksonConverter(JsonMapper mapper) {
			super(mapper);
		}

		@Override
		protected boolean supportsMimeType(MessageHeaders headers) {
			return true;
		}

	}

	/**
	 * Who asks for bytes gets them, whatever the content type says.
	 */
	private static final class BytesConverter extends ByteArrayMessageConverter {

		@Override
		protected boolean supportsMimeType(MessageHeaders headers) {
			return true;
		}

	}

}
