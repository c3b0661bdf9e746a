package io.github.spreadspring.messaging.support;

import java.time.temporal.Temporal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.util.MimeType;

import io.github.spreadspring.protocol.MemberId;

/**
 * Finds the headers of a message that are to travel. Errors are
 * {@link IllegalArgumentException}s with a text for the sender.
 */
final class OutboundHeaders {

	private OutboundHeaders() {
	}

	/**
	 * Return the headers of the application: all that are not Spring's or our own, and
	 * reply address and correlation id.
	 * @param headers the headers of the message
	 * @param trace whether trace headers count
	 * @return names on the wire and texts, empty and unmodifiable if there are none
	 */
	static Map<String, String> find(MessageHeaders headers, boolean trace) {
		Map<String, String> texts = null;
		for (String name : SendOptions.headerOrder(headers.get(SpreadHeaders.HEADER_ORDER), headers.keySet())) {
			String wireName = wireName(name, trace);
			if (wireName != null) {
				texts = (texts != null) ? texts : new LinkedHashMap<>();
				put(texts, wireName, text(name, headers.get(name)));
			}
		}
		return (texts != null) ? texts : Map.of();
	}

	/**
	 * Return what the message says its payload is.
	 * @param message the message
	 * @return the content type, or {@code null}
	 */
	static @Nullable Object contentType(Message<?> message) {
		Object contentType = message.getHeaders().get(WireHeaders.CONTENT_TYPE);
		return (contentType != null) ? contentType : message.getHeaders().get(MessageHeaders.CONTENT_TYPE);
	}

	private static @Nullable String wireName(String name, boolean trace) {
		if (name.equals(SpreadHeaders.REPLY_TO)) {
			return WireHeaders.REPLY_TO;
		}
		if (name.equals(SpreadHeaders.CORRELATION_ID)) {
			return WireHeaders.CORRELATION_ID;
		}
		if (name.equals(WireHeaders.MESSAGE_TYPE)) {
			throw new IllegalArgumentException(
					"Header \"%s\" is not allowed: it carries the message type, which is set by the header \"%s\" or by type(…)"
						.formatted(name, SpreadHeaders.MESSAGE_TYPE));
		}
		boolean travels = !WireHeaders.isLocal(name) && (trace || !WireHeaders.isTrace(name));
		return travels ? name : null;
	}

	private static void put(Map<String, String> texts, String wireName, String text) {
		String other = texts.put(wireName, text);
		if (other != null && !other.equals(text)) {
			String constant = wireName.equals(WireHeaders.REPLY_TO) ? SpreadHeaders.REPLY_TO
					: SpreadHeaders.CORRELATION_ID;
			throw new IllegalArgumentException(
					"Headers \"%s\" and \"%s\" mean the same but have different values, \"%s\" and \"%s\": set one of them"
						.formatted(wireName, constant, other, text));
		}
	}

	private static String text(String name, @Nullable Object value) {
		if (value instanceof CharSequence || value instanceof Number || value instanceof Boolean
				|| value instanceof Enum || value instanceof Character || value instanceof UUID
				|| value instanceof MimeType || value instanceof Temporal || value instanceof MemberId) {
			return value.toString();
		}
		throw new IllegalArgumentException(
				"Header \"%s\" of type %s cannot be sent: text, numbers, booleans, enums, UUIDs, times, MIME types and member ids can"
					.formatted(name, (value != null) ? value.getClass().getName() : null));
	}

}
