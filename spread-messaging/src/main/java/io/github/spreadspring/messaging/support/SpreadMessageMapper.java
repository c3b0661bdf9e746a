package io.github.spreadspring.messaging.support;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.core.AbstractMessageSendingTemplate;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.util.MimeType;

import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.protocol.ServiceType;

/**
 * Translates between messages of Spring and of Spread. Headers travel only when the
 * application set any: then the body begins with a {@link HeaderBlock}, and the message
 * type {@value #MARKER_TYPE} tells the receiver so. All else is bare bytes, as programs
 * in other languages expect.
 */
public class SpreadMessageMapper {

	/**
	 * The message type of messages with headers.
	 */
	public static final int MARKER_TYPE = 18_498;

	private static final String TYPE_HEADER = "spread-type";

	private static final String CONTENT_TYPE_HEADER = "content-type";

	private static final Set<String> LOCAL = Set.of(MessageHeaders.ID, MessageHeaders.TIMESTAMP,
			MessageHeaders.CONTENT_TYPE, MessageHeaders.REPLY_CHANNEL, MessageHeaders.ERROR_CHANNEL, TYPE_HEADER,
			CONTENT_TYPE_HEADER, AbstractMessageSendingTemplate.CONVERSION_HINT_HEADER);

	private final MessageConverter converter;

	/**
	 * Create a mapper.
	 * @param converter turns payloads into bytes
	 */
	public SpreadMessageMapper(MessageConverter converter) {
		this.converter = converter;
	}

	/**
	 * Make a message to send.
	 * @param groups the destinations
	 * @param message payload and headers; the options among {@link SpreadHeaders} count
	 * @return the message
	 * @throws MessageConversionException if the payload or a header has no form on the
	 * wire
	 */
	public OutboundMessage toSpread(List<String> groups, Message<?> message) {
		MessageHeaders headers = message.getHeaders();
		byte[] body = body(message);
		int type = messageType(message, headers);
		Map<String, String> userHeaders = userHeaders(message);
		// a bare body of the marker's type would be taken for one with headers
		if (!userHeaders.isEmpty() || type == MARKER_TYPE) {
			if (type != 0) {
				userHeaders.put(TYPE_HEADER, Integer.toString(type));
			}
			Object contentType = headers.getOrDefault(CONTENT_TYPE_HEADER, headers.get(MessageHeaders.CONTENT_TYPE));
			if (contentType != null) {
				userHeaders.put(CONTENT_TYPE_HEADER, contentType.toString());
			}
			body = withHeaders(message, userHeaders, body);
			type = MARKER_TYPE;
		}
		OutboundMessage outbound = OutboundMessage.of("", body).to(groups.toArray(String[]::new)).type(type);
		outbound = outbound.service(serviceType(message, headers));
		return isSelfDiscard(message, headers) ? outbound.discardSelf() : outbound;
	}

	/**
	 * Make a message of Spring of one that was received.
	 * @param received the message
	 * @return its bytes, with what is known about it as headers
	 */
	public Message<byte[]> fromSpread(RegularMessage received) {
		byte[] body = received.body();
		int type = received.messageType();
		MessageBuilder<byte[]> builder;
		HeaderBlock block = (type == MARKER_TYPE) ? HeaderBlock.read(body) : null;
		if (block != null) {
			builder = MessageBuilder.withPayload(block.body());
			type = copyHeaders(block.headers(), builder);
		}
		else {
			builder = MessageBuilder.withPayload(body);
		}
		return builder.setHeader(SpreadHeaders.SENDER, received.sender())
			.setHeader(SpreadHeaders.GROUPS, received.groups())
			.setHeader(SpreadHeaders.SERVICE_TYPE, received.serviceType())
			.setHeader(SpreadHeaders.MESSAGE_TYPE, type)
			.setHeader(SpreadHeaders.SELF_DISCARD, received.selfDiscard())
			.setHeader(SpreadHeaders.EVENT, received)
			.build();
	}

	private static int copyHeaders(Map<String, String> headers, MessageBuilder<byte[]> builder) {
		headers.forEach((name, value) -> {
			if (name.equals(CONTENT_TYPE_HEADER)) {
				builder.setHeader(MessageHeaders.CONTENT_TYPE, parseMimeType(value));
			}
			// the type is restored; the other names mean something to Spring only
			else if (!LOCAL.contains(name) && !name.startsWith(SpreadHeaders.PREFIX)) {
				builder.setHeader(name, value);
			}
		});
		return parseType(headers.getOrDefault(TYPE_HEADER, "0"));
	}

	private static int parseType(String value) {
		try {
			return Short.parseShort(value);
		}
		catch (NumberFormatException ex) {
			return 0;
		}
	}

	private static @Nullable MimeType parseMimeType(String value) {
		try {
			return MimeType.valueOf(value);
		}
		catch (IllegalArgumentException ex) {
			// a peer's content type is a hint; without one the parameter's type decides
			return null;
		}
	}

	private byte[] body(Message<?> message) {
		Object payload = message.getPayload();
		if (payload instanceof byte[] bytes) {
			return bytes;
		}
		if (payload instanceof String text) {
			return text.getBytes(StandardCharsets.UTF_8);
		}
		Message<?> converted = this.converter.toMessage(payload, message.getHeaders());
		if (converted != null && converted.getPayload() instanceof byte[] bytes) {
			return bytes;
		}
		throw new MessageConversionException(message,
				"A payload of type %s cannot be sent: String, byte[], and what the message converter %s writes as bytes can"
					.formatted(payload.getClass().getName(), this.converter));
	}

	private static Map<String, String> userHeaders(Message<?> message) {
		Map<String, String> texts = new LinkedHashMap<>();
		message.getHeaders().forEach((name, value) -> {
			if (name.equals(TYPE_HEADER)) {
				throw new MessageConversionException(message,
						"Header \"%s\" is not allowed: it carries the message type, which is set by the header \"%s\" or by type(…)"
							.formatted(TYPE_HEADER, SpreadHeaders.MESSAGE_TYPE));
			}
			if (!LOCAL.contains(name) && !name.startsWith(SpreadHeaders.PREFIX)) {
				texts.put(name, text(message, name, value));
			}
		});
		return texts;
	}

	private static String text(Message<?> message, String name, Object value) {
		if (value instanceof CharSequence || value instanceof Number || value instanceof Boolean
				|| value instanceof Enum || value instanceof Character || value instanceof java.util.UUID
				|| value instanceof MimeType || value instanceof java.time.temporal.Temporal) {
			return value.toString();
		}
		throw new MessageConversionException(message,
				"Header \"%s\" of type %s cannot be sent: text, numbers, booleans, enums, UUIDs and times can"
					.formatted(name, value.getClass().getName()));
	}

	private static byte[] withHeaders(Message<?> message, Map<String, String> headers, byte[] body) {
		try {
			return new HeaderBlock(headers, body).toBytes();
		}
		catch (IllegalArgumentException ex) {
			throw new MessageConversionException(message, ex.getMessage(), ex);
		}
	}

	private static int messageType(Message<?> message, MessageHeaders headers) {
		Object type = headers.get(SpreadHeaders.MESSAGE_TYPE);
		if (type == null) {
			return 0;
		}
		if (type instanceof Number number && number.longValue() == number.shortValue()) {
			return number.shortValue();
		}
		throw new MessageConversionException(message,
				"Message type %s is not allowed: a 16-bit number, -32768 to 32767, is".formatted(type));
	}

	private static ServiceType serviceType(Message<?> message, MessageHeaders headers) {
		Object type = headers.get(SpreadHeaders.SERVICE_TYPE);
		if (type == null) {
			return ServiceType.AGREED;
		}
		if (type instanceof ServiceType serviceType) {
			return serviceType;
		}
		try {
			return ServiceType.valueOf(type.toString().toUpperCase(Locale.ROOT));
		}
		catch (IllegalArgumentException ex) {
			throw new MessageConversionException(message,
					"Service type \"%s\" is not known: %s are".formatted(type, List.of(ServiceType.values())), ex);
		}
	}

	private static boolean isSelfDiscard(Message<?> message, MessageHeaders headers) {
		Object selfDiscard = headers.get(SpreadHeaders.SELF_DISCARD);
		if (selfDiscard == null || selfDiscard instanceof Boolean) {
			return Boolean.TRUE.equals(selfDiscard);
		}
		throw new MessageConversionException(message,
				"Header \"%s\" is %s: true or false is allowed".formatted(SpreadHeaders.SELF_DISCARD, selfDiscard));
	}

}
