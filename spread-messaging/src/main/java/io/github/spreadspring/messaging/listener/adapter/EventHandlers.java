package io.github.spreadspring.messaging.listener.adapter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadEvent;

/**
 * The methods of a listener that take events. The types of events are a tree, so that one
 * of those that match is always the most specific.
 */
final class EventHandlers {

	private final Map<Class<?>, ListenerMethod> handlers = new LinkedHashMap<>();

	EventHandlers(List<ListenerMethod> methods) {
		for (ListenerMethod method : methods) {
			Class<?> type = method.eventType();
			ListenerMethod other = (type != null) ? this.handlers.putIfAbsent(type, method) : null;
			if (type != null && other != null) {
				throw new IllegalArgumentException("Both %s and %s take %s: only one method of a listener can"
					.formatted(other, method, type.getSimpleName()));
			}
		}
	}

	boolean takesMessages() {
		return this.handlers.keySet().stream().anyMatch((type) -> type.isAssignableFrom(RegularMessage.class));
	}

	@Nullable ListenerMethod find(SpreadEvent event) {
		ListenerMethod best = null;
		Class<?> bestType = Object.class;
		for (Map.Entry<Class<?>, ListenerMethod> handler : this.handlers.entrySet()) {
			if (handler.getKey().isInstance(event) && bestType.isAssignableFrom(handler.getKey())) {
				bestType = handler.getKey();
				best = handler.getValue();
			}
		}
		return best;
	}

}
