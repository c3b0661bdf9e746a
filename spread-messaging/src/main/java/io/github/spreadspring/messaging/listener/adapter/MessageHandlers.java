package io.github.spreadspring.messaging.listener.adapter;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

import io.github.spreadspring.messaging.support.SpreadHeaders;

/**
 * The methods of a listener that take messages, and which of them gets one: by message
 * type, else the only one there is, else by content type and payload, else the default.
 */
final class MessageHandlers {

	private final List<ListenerMethod> all;

	private final Map<Integer, ListenerMethod> byType = new HashMap<>();

	private final @Nullable ListenerMethod only;

	private final @Nullable ListenerMethod byDefault;

	private final @Nullable ListenerMethod text;

	private final @Nullable ListenerMethod bytes;

	private final JsonHandlers json;

	MessageHandlers(List<ListenerMethod> methods, MessageConverter converter) {
		this.all = methods.stream().filter((method) -> method.eventType() == null).toList();
		this.byDefault = one(this.all, ListenerMethod::isDefault, "have isDefault = true");
		List<ListenerMethod> rest = this.all.stream()
			.filter((method) -> method.messageType() == null && !method.isDefault())
			.toList();
		this.all.forEach(this::addByType);
		if (rest.size() == 1 && this.byDefault == null) {
			this.only = rest.get(0);
			rest = List.of();
		}
		else {
			this.only = null;
		}
		ListenerMethod any = one(rest, (method) -> method.payloadType() == Object.class, "take any payload");
		if (any != null) {
			throw new IllegalArgumentException(
					"%s takes any payload, and there are other methods for messages: say isDefault = true, so that it gets what no other method is for"
						.formatted(any));
		}
		this.text = one(rest, (method) -> method.payloadType() == String.class, "take String");
		this.bytes = one(rest, (method) -> method.payloadType() == byte[].class, "take byte[]");
		this.json = new JsonHandlers(
				rest.stream().filter((method) -> method != this.text && method != this.bytes).toList(), converter);
	}

	private void addByType(ListenerMethod method) {
		Integer type = method.messageType();
		ListenerMethod other = (type != null) ? this.byType.putIfAbsent(type, method) : null;
		if (other != null) {
			throw new IllegalArgumentException(
					"Both %s and %s are for message type %d: only one method of a listener can be".formatted(other,
							method, type));
		}
	}

	private static @Nullable ListenerMethod one(List<ListenerMethod> methods, Predicate<ListenerMethod> condition,
			String what) {
		List<ListenerMethod> found = methods.stream().filter(condition).toList();
		if (found.size() > 1) {
			throw new IllegalArgumentException(
					"Both %s and %s %s: only one method of a listener can, unless each names the message type that it is for, @SpreadHandler(type = \"…\")"
						.formatted(found.get(0), found.get(1), what));
		}
		return found.isEmpty() ? null : found.get(0);
	}

	boolean isEmpty() {
		return this.all.isEmpty();
	}

	/**
	 * Choose a method.
	 * @param message the message
	 * @return the method and what it is to be called with, or {@code null} if no method
	 * is for this message
	 */
	@Nullable Selection select(Message<byte[]> message) {
		ListenerMethod method = this.byType.isEmpty() ? null
				: this.byType.get(message.getHeaders().get(SpreadHeaders.MESSAGE_TYPE));
		if (method == null) {
			method = this.only;
		}
		Selection selection = (method != null) ? new Selection(method, message) : byPayload(message);
		if (selection == null && this.byDefault != null) {
			return new Selection(this.byDefault, message);
		}
		return selection;
	}

	private @Nullable Selection byPayload(Message<byte[]> message) {
		MimeType contentType = contentType(message);
		boolean plainMethods = this.text != null || this.bytes != null;
		ListenerMethod method = null;
		boolean isJson = contentType != null || !plainMethods;
		if (contentType != null && contentType.isCompatibleWith(MimeTypeUtils.TEXT_PLAIN)) {
			method = this.text;
			isJson = !plainMethods && this.byDefault == null;
		}
		else if (contentType != null && contentType.isCompatibleWith(MimeTypeUtils.APPLICATION_OCTET_STREAM)) {
			method = this.bytes;
			isJson = false;
		}
		if (method != null) {
			return new Selection(method, message);
		}
		return (isJson && !this.json.isEmpty() && message.getPayload().length > 0) ? this.json.select(message) : null;
	}

	private static @Nullable MimeType contentType(Message<?> message) {
		Object contentType = message.getHeaders().get(MessageHeaders.CONTENT_TYPE);
		return (contentType == null || contentType instanceof MimeType) ? (MimeType) contentType
				: MimeType.valueOf(contentType.toString());
	}

	UnhandledMessageException unhandled(Message<?> message) {
		MessageHeaders headers = message.getHeaders();
		return new UnhandledMessageException(message,
				"No @SpreadHandler method is for %s (message type %s, content type %s); there are %s. Send it with a content type or message type by which they differ, add a method for it, or give one isDefault = true"
					.formatted(headers.get(SpreadHeaders.EVENT), headers.get(SpreadHeaders.MESSAGE_TYPE),
							headers.getOrDefault(MessageHeaders.CONTENT_TYPE, "none"), this.all));
	}

}
