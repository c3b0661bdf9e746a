package io.github.spreadspring.messaging.support;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.AbstractMessageConverter;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.converter.SmartMessageConverter;

/**
 * Keeps a converter away from messages without content type. Spring's converters take
 * these for their own, and one for CBOR, say, would be given all that is bare.
 *
 * @param converter the converter
 */
record TypedMessageConverter(AbstractMessageConverter converter) implements SmartMessageConverter {

	/**
	 * Wrap a converter.
	 * @param converter the converter
	 * @return the converter to use: the same if it does not go by content types
	 */
	static MessageConverter of(MessageConverter converter) {
		boolean typed = converter instanceof AbstractMessageConverter known && !known.getSupportedMimeTypes().isEmpty();
		return typed ? new TypedMessageConverter((AbstractMessageConverter) converter) : converter;
	}

	@Override
	public @Nullable Object fromMessage(Message<?> message, Class<?> target) {
		return fromMessage(message, target, null);
	}

	@Override
	public @Nullable Object fromMessage(Message<?> message, Class<?> target, @Nullable Object hint) {
		return isTyped(message.getHeaders()) ? this.converter.fromMessage(message, target, hint) : null;
	}

	@Override
	public @Nullable Message<?> toMessage(Object payload, @Nullable MessageHeaders headers) {
		return toMessage(payload, headers, null);
	}

	@Override
	public @Nullable Message<?> toMessage(Object payload, @Nullable MessageHeaders headers, @Nullable Object hint) {
		return isTyped(headers) ? this.converter.toMessage(payload, headers, hint) : null;
	}

	private boolean isTyped(@Nullable MessageHeaders headers) {
		return this.converter.getContentTypeResolver() != null
				&& this.converter.getContentTypeResolver().resolve(headers) != null;
	}

}
