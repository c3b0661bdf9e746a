package io.github.spreadspring.messaging.support;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.ByteArrayMessageConverter;
import org.springframework.messaging.converter.CompositeMessageConverter;
import org.springframework.messaging.converter.JacksonJsonMessageConverter;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.converter.StringMessageConverter;
import org.springframework.util.MimeType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How payloads become bytes and bytes become parameters: text as UTF-8 unless its content
 * type names another character set, bytes as they are, everything else as JSON. The type
 * of the payload or the parameter decides, never a class name from the wire; only where
 * that is {@code Object} the content type does: text, JSON, or else bytes.
 */
public final class SpreadMessageConverters {

	private SpreadMessageConverters() {
	}

	/**
	 * Return a converter for text, bytes, and JSON. It reads a body without content type
	 * as JSON, and also one of a content type that no other converter reads; it writes
	 * JSON only where no other content type is asked for.
	 * @param mapper reads and writes JSON
	 * @param first further converters, asked before, each for messages that have a
	 * content type of its own. One that should have bare messages too needs a content
	 * type resolver with a default type
	 * @return the converter
	 */
	public static MessageConverter json(JsonMapper mapper, MessageConverter... first) {
		return composite(first, new TextConverter(), new JacksonConverter(mapper), new BytesConverter());
	}

	/**
	 * Return a converter for text and bytes only.
	 * @param first further converters, see {@link #json(JsonMapper, MessageConverter...)}
	 * @return the converter
	 */
	public static MessageConverter plain(MessageConverter... first) {
		return composite(first, new TextConverter(), new BytesConverter());
	}

	private static MessageConverter composite(MessageConverter[] first, MessageConverter... ours) {
		List<MessageConverter> all = new ArrayList<>();
		for (MessageConverter converter : first) {
			all.add(TypedMessageConverter.of(converter));
		}
		all.addAll(Arrays.asList(ours));
		return new CompositeMessageConverter(all);
	}

	private static boolean isText(@Nullable MimeType type) {
		return type != null && type.getType().equals("text");
	}

	private static boolean isJson(@Nullable MimeType type) {
		return type != null && (type.getSubtype().equals("json") || type.getSubtype().endsWith("+json"));
	}

	/**
	 * Who asks for text gets it, whatever the content type says.
	 */
	private static final class TextConverter extends StringMessageConverter {

		@Override
		protected boolean canConvertFrom(Message<?> message, Class<?> target) {
			return target == String.class || (target == Object.class && isText(getMimeType(message.getHeaders())));
		}

		@Override
		protected boolean canConvertTo(Object payload, @Nullable MessageHeaders headers) {
			return payload instanceof String;
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
		protected boolean canConvertFrom(Message<?> message, @Nullable Class<?> target) {
			return target != null && target != byte[].class
					&& (target != Object.class || isJson(getMimeType(message.getHeaders())));
		}

		@Override
		protected @Nullable Object convertFromInternal(Message<?> message, Class<?> target, @Nullable Object hint) {
			if (target != Object.class || !(message.getPayload() instanceof byte[] bytes)) {
				return super.convertFromInternal(message, target, hint);
			}
			// bytes are an Object already, so that Spring's method would not read them
			try {
				return getJsonMapper().readValue(bytes, Object.class);
			}
			catch (JacksonException ex) {
				throw new MessageConversionException(message, "Could not read JSON: " + ex.getMessage(), ex);
			}
		}

		@Override
		protected boolean canConvertTo(Object payload, @Nullable MessageHeaders headers) {
			return !(payload instanceof byte[]) && super.canConvertTo(payload, headers);
		}

	}

	/**
	 * Who asks for bytes gets them, whatever the content type says, and who asks for
	 * nothing in particular when nobody else knows what they mean.
	 */
	private static final class BytesConverter extends ByteArrayMessageConverter {

		@Override
		protected boolean canConvertFrom(Message<?> message, Class<?> target) {
			return target == byte[].class || target == Object.class;
		}

		@Override
		protected boolean canConvertTo(Object payload, @Nullable MessageHeaders headers) {
			return payload instanceof byte[];
		}

	}

}
