package io.github.spreadspring.messaging.support;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.protocol.ServiceType;

/**
 * What the options among {@link SpreadHeaders} say. Errors are
 * {@link IllegalArgumentException}s with a text for the sender.
 */
final class SendOptions {

	private SendOptions() {
	}

	/**
	 * Read a message type.
	 * @param value the header's value
	 * @return the message type, 0 if there is no header
	 */
	static int messageType(@Nullable Object value) {
		if (value == null) {
			return 0;
		}
		if (value instanceof Number number && number.longValue() == number.shortValue()) {
			return number.shortValue();
		}
		throw new IllegalArgumentException("Message type %s is not allowed: a 16-bit number, %d to %d, is"
			.formatted(value, Short.MIN_VALUE, Short.MAX_VALUE));
	}

	/**
	 * Read a service type.
	 * @param value the header's value
	 * @return the service type, AGREED if there is no header
	 */
	static ServiceType serviceType(@Nullable Object value) {
		if (value == null) {
			return ServiceType.AGREED;
		}
		return (value instanceof ServiceType type) ? type : byName(ServiceType.class, "Service type", value);
	}

	/**
	 * Read a header mode.
	 * @param value the header's value
	 * @param fallback what holds if there is no header
	 * @return the mode
	 */
	static HeaderMode headerMode(@Nullable Object value, HeaderMode fallback) {
		if (value == null) {
			return fallback;
		}
		return (value instanceof HeaderMode mode) ? mode : byName(HeaderMode.class, "Header mode", value);
	}

	/**
	 * Read the order of headers.
	 * @param value the header's value
	 * @param names the names of all headers
	 * @return the same names, in the order to write them
	 */
	static Collection<String> headerOrder(@Nullable Object value, Set<String> names) {
		if (value == null) {
			return names;
		}
		if (!(value instanceof List<?> order)) {
			throw new IllegalArgumentException("Header \"%s\" is %s: a list of names of headers is allowed"
				.formatted(SpreadHeaders.HEADER_ORDER, value));
		}
		Set<String> ordered = new LinkedHashSet<>();
		order.stream().map(String::valueOf).filter(names::contains).forEach(ordered::add);
		ordered.addAll(names);
		return ordered;
	}

	/**
	 * Read the self-discard option.
	 * @param value the header's value
	 * @return whether the sender gets no copy, {@code false} if there is no header
	 */
	static boolean selfDiscard(@Nullable Object value) {
		if (value == null || value instanceof Boolean) {
			return Boolean.TRUE.equals(value);
		}
		throw new IllegalArgumentException(
				"Header \"%s\" is %s: true or false is allowed".formatted(SpreadHeaders.SELF_DISCARD, value));
	}

	private static <E extends Enum<E>> E byName(Class<E> type, String what, Object name) {
		try {
			return Enum.valueOf(type, name.toString().toUpperCase(Locale.ROOT));
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(
					"%s \"%s\" is not known: %s are".formatted(what, name, List.of(type.getEnumConstants())), ex);
		}
	}

}
