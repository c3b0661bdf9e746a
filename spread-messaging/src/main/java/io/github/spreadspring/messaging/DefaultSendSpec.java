package io.github.spreadspring.messaging;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

import org.springframework.messaging.MessageHeaders;

import io.github.spreadspring.messaging.support.SpreadHeaders;
import io.github.spreadspring.protocol.ServiceType;

/**
 * Collects the options of a message as headers.
 */
final class DefaultSendSpec implements SpreadSendSpec {

	private static final Set<String> RESERVED = Set.of(MessageHeaders.ID, MessageHeaders.TIMESTAMP);

	private final BiConsumer<Object, Map<String, Object>> sender;

	private final Map<String, Object> headers = new LinkedHashMap<>();

	DefaultSendSpec(BiConsumer<Object, Map<String, Object>> sender) {
		this.sender = sender;
	}

	@Override
	public SpreadSendSpec service(ServiceType serviceType) {
		return header(SpreadHeaders.SERVICE_TYPE, serviceType);
	}

	@Override
	public SpreadSendSpec type(int messageType) {
		if (messageType != (short) messageType) {
			throw new IllegalArgumentException("Message type %d is not allowed: a 16-bit number, %d to %d, is"
				.formatted(messageType, Short.MIN_VALUE, Short.MAX_VALUE));
		}
		return header(SpreadHeaders.MESSAGE_TYPE, messageType);
	}

	@Override
	public SpreadSendSpec selfDiscard() {
		return header(SpreadHeaders.SELF_DISCARD, true);
	}

	@Override
	public SpreadSendSpec header(String name, Object value) {
		if (RESERVED.contains(name)) {
			throw new IllegalArgumentException(
					"Header \"%s\" is not allowed: Spring makes it anew for every message. Choose another name."
						.formatted(name));
		}
		this.headers.put(name, value);
		return this;
	}

	@Override
	public SpreadSendSpec headers(Map<String, ?> headers) {
		headers.forEach((name, value) -> {
			// the headers of a message that is passed on have these two
			if (!(headers instanceof MessageHeaders && RESERVED.contains(name))) {
				header(name, value);
			}
		});
		return this;
	}

	@Override
	public void send(Object payload) {
		this.sender.accept(payload, this.headers);
	}

}
