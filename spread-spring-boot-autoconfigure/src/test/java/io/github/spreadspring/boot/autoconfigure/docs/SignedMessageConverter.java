package io.github.spreadspring.boot.autoconfigure.docs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.CompositeMessageConverter;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.converter.SmartMessageConverter;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.util.MimeType;

import io.github.spreadspring.messaging.SpreadSendInterceptor;
import io.github.spreadspring.messaging.listener.SpreadListenerInterceptor;
import io.github.spreadspring.messaging.support.SpreadHeaderAccessor;
import io.github.spreadspring.messaging.support.SpreadHeaders;

/**
 * The example of an application that sends and takes sealed messages only.
 */
class SignedMessageConverter implements SmartMessageConverter, SpreadSendInterceptor, SpreadListenerInterceptor {

	private static final MimeType SIGNED = new MimeType("application", "x-signed");

	// headers of this prefix never come from the network
	private static final String OPENED = SpreadHeaders.PREFIX + "opened";

	private final SmartMessageConverter payloads;

	private final Seal seal;

	SignedMessageConverter(MessageConverter payloads, Seal seal) {
		this.payloads = new CompositeMessageConverter(List.of(payloads));
		this.seal = seal;
	}

	// all that the template sends
	@Override
	public Message<?> beforeSend(List<String> destinations, Message<?> message) {
		try {
			byte[] sealed = this.seal.close(bytes(message), context(destinations));
			return MessageBuilder.withPayload(sealed)
				.copyHeaders(message.getHeaders())
				.setHeader(MessageHeaders.CONTENT_TYPE, SIGNED)
				.build();
		}
		catch (GeneralSecurityException ex) {
			throw new MessageConversionException(message, "Cannot be sealed: " + ex.getMessage(), ex);
		}
	}

	// all that listener methods get, whatever their parameters are
	@Override
	public Message<byte[]> beforeMessage(Message<byte[]> message) {
		return open(message, message.getPayload());
	}

	// replies, and what is received without a listener
	@Override
	public @Nullable Object fromMessage(Message<?> message, Class<?> type, @Nullable Object hint) {
		boolean opened = message.getHeaders().containsKey(OPENED);
		return this.payloads.fromMessage(opened ? message : open(message, (byte[]) message.getPayload()), type, hint);
	}

	@Override
	public @Nullable Object fromMessage(Message<?> message, Class<?> type) {
		return fromMessage(message, type, null);
	}

	@Override
	public @Nullable Message<?> toMessage(Object payload, @Nullable MessageHeaders headers, @Nullable Object hint) {
		return this.payloads.toMessage(payload, headers, hint);
	}

	@Override
	public @Nullable Message<?> toMessage(Object payload, @Nullable MessageHeaders headers) {
		return this.payloads.toMessage(payload, headers);
	}

	private Message<byte[]> open(Message<?> message, byte[] sealed) {
		SpreadHeaderAccessor headers = SpreadHeaderAccessor.wrap(message);
		try {
			byte[] body = this.seal.open(sealed, context(headers.getGroups()));
			return MessageBuilder.withPayload(body)
				.copyHeaders(message.getHeaders())
				.removeHeader(MessageHeaders.CONTENT_TYPE)
				.setHeader(OPENED, true)
				.build();
		}
		catch (GeneralSecurityException ex) {
			throw new MessageConversionException(message, "Refused what %s sent to %s: %s"
				.formatted(headers.getSender(), headers.getGroups(), ex.getMessage()), ex);
		}
	}

	private byte[] bytes(Message<?> message) {
		Message<?> converted = (message.getPayload() instanceof byte[]) ? message
				: this.payloads.toMessage(message.getPayload(), message.getHeaders());
		if (converted != null && converted.getPayload() instanceof byte[] bytes) {
			return bytes;
		}
		throw new MessageConversionException(message, "Nothing makes bytes of this payload");
	}

	// a message taken from one group and sent to another one is refused
	private static byte[] context(List<String> destinations) {
		ByteBuffer context = ByteBuffer.allocate(1 + 32 * destinations.size()).put((byte) destinations.size());
		for (int i = 0; i < destinations.size(); i++) {
			context.position(1 + 32 * i).put(destinations.get(i).getBytes(StandardCharsets.ISO_8859_1));
		}
		return context.array();
	}

}
