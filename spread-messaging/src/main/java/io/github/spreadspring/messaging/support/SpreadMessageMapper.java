package io.github.spreadspring.messaging.support;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.protocol.ServiceType;

/**
 * Translates between messages of Spring and of Spread. Unless {@link HeaderSettings} say
 * otherwise, headers travel only when the application set any: then the body begins with
 * a block of text lines, and the message type {@value HeaderSettings#DEFAULT_MARKER_TYPE}
 * tells the receiver so. All else is bare bytes, as programs in other languages expect.
 */
public class SpreadMessageMapper {

	private final MessageConverter converter;

	private final HeaderSettings settings;

	private final LongAdder unreadable = new LongAdder();

	/**
	 * Create a mapper with {@link HeaderSettings#defaults()}.
	 * @param converter turns payloads into bytes
	 */
	public SpreadMessageMapper(MessageConverter converter) {
		this(converter, HeaderSettings.defaults());
	}

	/**
	 * Create a mapper.
	 * @param converter turns payloads into bytes
	 * @param settings how headers travel
	 */
	public SpreadMessageMapper(MessageConverter converter, HeaderSettings settings) {
		this.converter = converter;
		this.settings = settings;
	}

	/**
	 * Make a message to send. What the settings leave out, and nothing else, does not
	 * travel: trace headers.
	 * @param groups the destinations
	 * @param message payload and headers; the options among {@link SpreadHeaders} count
	 * @return the message
	 * @throws MessageConversionException if the payload or a header has no form on the
	 * wire, or if there are headers where {@link HeaderMode#NEVER} holds
	 */
	public OutboundMessage toSpread(List<String> groups, Message<?> message) {
		return toSpread(groups, message, Map.of());
	}

	/**
	 * Make a message to send that belongs to a trace.
	 * @param groups the destinations
	 * @param message payload and headers; the options among {@link SpreadHeaders} count
	 * @param trace headers by which the receiver continues the trace; they win over those
	 * of an older trace in the message, and travel if {@link HeaderSettings#trace()} says
	 * so and the mode is not {@link HeaderMode#NEVER}
	 * @return the message
	 * @throws MessageConversionException if the payload or a header has no form on the
	 * wire, or if there are headers where {@link HeaderMode#NEVER} holds
	 */
	public OutboundMessage toSpread(List<String> groups, Message<?> message, Map<String, String> trace) {
		try {
			return outbound(groups, message, trace);
		}
		catch (IllegalArgumentException ex) {
			throw new MessageConversionException(message, ex.getMessage(), ex);
		}
	}

	/**
	 * Make a message of Spring of one that was received, in the mode of the settings.
	 * @param received the message
	 * @return its bytes, with what is known about it as headers
	 */
	public Message<byte[]> fromSpread(RegularMessage received) {
		return fromSpread(received, this.settings.mode());
	}

	/**
	 * Make a message of Spring of one that was received. A body that should begin with
	 * headers but does not is delivered whole, and counted.
	 * @param received the message
	 * @param mode which messages begin with headers: those that are marked, all, or none
	 * @return its bytes, with what is known about it as headers
	 */
	public Message<byte[]> fromSpread(RegularMessage received, HeaderMode mode) {
		int type = received.messageType();
		boolean marked = type == this.settings.markerType();
		if (mode == HeaderMode.NEVER || (mode == HeaderMode.AUTO && !marked)) {
			return new GenericMessage<>(received.body(), new InboundHeaders(received, type, Map.of()));
		}
		HeaderBlock block = HeaderBlock.read(received.body());
		if (block == null) {
			this.unreadable.increment();
			return new GenericMessage<>(received.body(), new InboundHeaders(received, type, Map.of()));
		}
		int sent = marked ? messageType(block.headers().get(WireHeaders.MESSAGE_TYPE)) : type;
		return new GenericMessage<>(block.body(), new InboundHeaders(received, sent, block.headers()));
	}

	/**
	 * Return the correlation id in the header block that a message may begin with,
	 * whether marked or not: programs without this library answer without the marker.
	 * @param message the message
	 * @return the correlation id, or {@code null}
	 */
	public static @Nullable String correlationId(RegularMessage message) {
		return header(message, WireHeaders.CORRELATION_ID);
	}

	/**
	 * Look a header up in the block that a message may begin with, whether marked or not,
	 * without making a message of Spring.
	 * @param message the message
	 * @param name the name on the wire, not empty
	 * @return the value, or {@code null}
	 */
	public static @Nullable String header(RegularMessage message, String name) {
		return HeaderBlock.find(message.body(), name);
	}

	/**
	 * Return all headers in the block that a message may begin with, whether marked or
	 * not, without making a message of Spring.
	 * @param message the message
	 * @return names on the wire and values, empty if there is no block
	 */
	public static Map<String, String> headers(RegularMessage message) {
		return HeaderBlock.headers(message.body());
	}

	/**
	 * Return how many received bodies should have begun with headers but did not.
	 * @return the number since this mapper was made
	 */
	public long unreadableHeaderBlocks() {
		return this.unreadable.sum();
	}

	private OutboundMessage outbound(List<String> groups, Message<?> message, Map<String, String> trace) {
		MessageHeaders options = message.getHeaders();
		HeaderMode mode = SendOptions.headerMode(options.get(SpreadHeaders.HEADER_MODE), this.settings.mode());
		int type = SendOptions.messageType(options.get(SpreadHeaders.MESSAGE_TYPE));
		boolean marker = type == this.settings.markerType();
		boolean traced = this.settings.trace() && mode != HeaderMode.NEVER;
		Map<String, String> headers = OutboundHeaders.find(options, traced);
		headers = traced ? TraceHeaders.add(headers, trace) : headers;
		if (mode == HeaderMode.NEVER) {
			refuse(headers);
		}
		Message<?> converted = convert(message);
		byte[] body = bytes(converted);
		// a bare body of the marker's type would be taken for one with headers
		if (mode == HeaderMode.ALWAYS || (mode == HeaderMode.AUTO && (marker || !headers.isEmpty()))) {
			Map<String, String> all = new LinkedHashMap<>(headers);
			if ((mode == HeaderMode.AUTO && type != 0) || marker) {
				all.put(WireHeaders.MESSAGE_TYPE, Integer.toString(type));
			}
			addContentType(all, converted, mode);
			body = new HeaderBlock(all, body).toBytes();
			type = (mode == HeaderMode.AUTO) ? this.settings.markerType() : type;
		}
		OutboundMessage outbound = OutboundMessage.of("", body).to(groups).type(type);
		ServiceType serviceType = SendOptions.serviceType(options.get(SpreadHeaders.SERVICE_TYPE));
		outbound = (serviceType != outbound.serviceType()) ? outbound.service(serviceType) : outbound;
		return SendOptions.selfDiscard(options.get(SpreadHeaders.SELF_DISCARD)) ? outbound.discardSelf() : outbound;
	}

	/**
	 * Return a message whose payload is bytes or text.
	 * @param message the message
	 * @return the message itself, or what the converter makes of it
	 */
	private Message<?> convert(Message<?> message) {
		Object payload = message.getPayload();
		if (payload instanceof byte[] || payload instanceof String) {
			return message;
		}
		Message<?> converted = this.converter.toMessage(payload, message.getHeaders());
		if (converted != null
				&& (converted.getPayload() instanceof byte[] || converted.getPayload() instanceof String)) {
			return converted;
		}
		Object contentType = OutboundHeaders.contentType(message);
		throw new MessageConversionException(message,
				"A payload of type %s%s cannot be sent: String, byte[], and what the message converter %s writes can"
					.formatted(payload.getClass().getName(),
							(contentType != null) ? " with content type " + contentType : "", this.converter));
	}

	private static byte[] bytes(Message<?> message) {
		return (message.getPayload() instanceof byte[] bytes) ? bytes
				: message.getPayload().toString().getBytes(charset(OutboundHeaders.contentType(message)));
	}

	private static Charset charset(@Nullable Object contentType) {
		if (contentType == null) {
			return StandardCharsets.UTF_8;
		}
		MimeType type = (contentType instanceof MimeType mimeType) ? mimeType
				: MimeTypeUtils.parseMimeType(contentType.toString());
		return (type.getCharset() != null) ? type.getCharset() : StandardCharsets.UTF_8;
	}

	private static void addContentType(Map<String, String> headers, Message<?> converted, HeaderMode mode) {
		Object contentType = OutboundHeaders.contentType(converted);
		// says no more than none does, and the peers of ALWAYS do not expect it
		if (mode == HeaderMode.ALWAYS && !headers.isEmpty() && contentType != null
				&& contentType.toString().equals(MimeTypeUtils.APPLICATION_OCTET_STREAM_VALUE)) {
			return;
		}
		if (contentType != null) {
			headers.put(WireHeaders.CONTENT_TYPE, contentType.toString());
		}
		else if (headers.isEmpty()) {
			boolean text = converted.getPayload() instanceof String;
			headers.put(WireHeaders.CONTENT_TYPE,
					text ? MimeTypeUtils.TEXT_PLAIN_VALUE : MimeTypeUtils.APPLICATION_OCTET_STREAM_VALUE);
		}
	}

	private static void refuse(Map<String, String> headers) {
		if (!headers.isEmpty()) {
			throw new IllegalArgumentException(
					"Headers %s cannot be sent, because the header mode is NEVER: leave them out, or choose AUTO or ALWAYS in the settings (spread.headers.mode) or for this message, by its header \"%s\""
						.formatted(headers.keySet()
							.stream()
							.map((name) -> '"' + name + '"')
							.collect(Collectors.joining(", ")), SpreadHeaders.HEADER_MODE));
		}
	}

	private static int messageType(@Nullable String text) {
		try {
			return (text != null) ? Short.parseShort(text) : 0;
		}
		catch (NumberFormatException ex) {
			return 0;
		}
	}

}
