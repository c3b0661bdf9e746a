package io.github.spreadspring.messaging.support;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.MessageHeaders;
import org.springframework.util.MimeType;

import io.github.spreadspring.client.message.RegularMessage;

/**
 * The headers of a received message, made without the copies that a builder takes.
 */
final class InboundHeaders extends MessageHeaders {

	private static final long serialVersionUID = 1L;

	/**
	 * Create headers.
	 * @param received the message
	 * @param messageType the type that its sender gave it
	 * @param wire the headers it carried
	 */
	InboundHeaders(RegularMessage received, int messageType, Map<String, String> wire) {
		super(null);
		Map<String, Object> headers = getRawHeaders();
		if (!wire.isEmpty()) {
			wire.forEach((name, value) -> put(headers, name, value));
		}
		headers.put(SpreadHeaders.SENDER, received.sender());
		headers.put(SpreadHeaders.GROUPS, received.groups());
		headers.put(SpreadHeaders.SERVICE_TYPE, received.serviceType());
		headers.put(SpreadHeaders.MESSAGE_TYPE, messageType);
		headers.put(SpreadHeaders.SELF_DISCARD, received.selfDiscard());
		headers.put(SpreadHeaders.EVENT, received);
	}

	private static void put(Map<String, Object> headers, String name, String value) {
		switch (name) {
			case WireHeaders.CONTENT_TYPE -> {
				MimeType contentType = parseMimeType(value);
				if (contentType != null) {
					headers.put(CONTENT_TYPE, contentType);
				}
			}
			case WireHeaders.REPLY_TO -> headers.put(SpreadHeaders.REPLY_TO, value);
			case WireHeaders.CORRELATION_ID -> headers.put(SpreadHeaders.CORRELATION_ID, value);
			default -> {
				// the type is restored; the other names mean something to Spring only
				if (!WireHeaders.isLocal(name)) {
					headers.put(name, value);
				}
			}
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

}
