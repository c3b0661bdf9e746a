package io.github.spreadspring.messaging.listener.adapter;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.util.ClassUtils;

/**
 * The methods of a listener that take objects of types for JSON. Of several, the body
 * becomes their common supertype, and the object that comes out decides.
 */
final class JsonHandlers {

	private static final String JSON_TYPE_INFO = "com.fasterxml.jackson.annotation.JsonTypeInfo";

	private final List<ListenerMethod> methods;

	private final MessageConverter converter;

	private final @Nullable Class<?> supertype;

	JsonHandlers(List<ListenerMethod> methods, MessageConverter converter) {
		this.methods = methods;
		this.converter = converter;
		this.supertype = (methods.size() > 1) ? commonSupertype(methods) : null;
	}

	boolean isEmpty() {
		return this.methods.isEmpty();
	}

	/**
	 * Choose a method.
	 * @param message the message, not empty if there are several methods
	 * @return the method and what it is to be called with, or {@code null} if the object
	 * has a type of which there is no method
	 */
	@Nullable Selection select(Message<byte[]> message) {
		if (this.supertype == null) {
			return new Selection(this.methods.get(0), message);
		}
		Object payload = this.converter.fromMessage(message, this.supertype);
		if (payload == null) {
			throw new MessageConversionException(message, "No message converter makes a %s of a message with %s"
				.formatted(this.supertype.getName(), message.getHeaders()));
		}
		List<ListenerMethod> matching = this.methods.stream()
			.filter((method) -> method.payloadType().isInstance(payload))
			.toList();
		List<ListenerMethod> best = matching.stream()
			.filter((method) -> matching.stream().noneMatch((other) -> isMoreSpecific(other, method)))
			.toList();
		if (best.size() > 1) {
			throw new UnhandledMessageException(message,
					"A payload of type %s is for both %s and %s: add a @SpreadHandler method for this type"
						.formatted(payload.getClass().getName(), best.get(0), best.get(1)));
		}
		return best.isEmpty() ? null
				: new Selection(best.get(0), MessageBuilder.createMessage(payload, message.getHeaders()));
	}

	private static boolean isMoreSpecific(ListenerMethod one, ListenerMethod other) {
		return one.payloadType() != other.payloadType() && other.payloadType().isAssignableFrom(one.payloadType());
	}

	private static Class<?> commonSupertype(List<ListenerMethod> methods) {
		requireDifferent(methods);
		Set<Class<?>> common = supertypes(methods.get(0).payloadType());
		methods.forEach((method) -> common.removeIf((type) -> !type.isAssignableFrom(method.payloadType())));
		List<Class<?>> candidates = common.stream().filter(JsonHandlers::isRefinedByJson).toList();
		if (candidates.isEmpty()) {
			// a mapper may be told how to refine it; a class of its own stays what it is
			candidates = common.stream().filter((type) -> Modifier.isAbstract(type.getModifiers())).toList();
		}
		List<Class<?>> all = candidates;
		List<Class<?>> lowest = all.stream()
			.filter((type) -> all.stream().noneMatch((other) -> other != type && type.isAssignableFrom(other)))
			.toList();
		if (lowest.size() != 1) {
			throw new IllegalArgumentException(
					"Messages cannot be told apart for %s: give their parameters one common supertype with @JsonTypeInfo (now: %s), or each method the message type that it is for, @SpreadHandler(type = \"…\")"
						.formatted(methods, lowest.isEmpty() ? "none" : lowest));
		}
		return lowest.get(0);
	}

	private static void requireDifferent(List<ListenerMethod> methods) {
		for (ListenerMethod one : methods) {
			for (ListenerMethod other : methods) {
				if (one != other && one.payloadType() == other.payloadType()) {
					throw new IllegalArgumentException(
							"Both %s and %s take %s: give each the message type that it is for, @SpreadHandler(type = \"…\")"
								.formatted(one, other, one.payloadType().getSimpleName()));
				}
			}
		}
	}

	private static boolean isRefinedByJson(Class<?> type) {
		return MergedAnnotations.from(type).isPresent(JSON_TYPE_INFO);
	}

	private static Set<Class<?>> supertypes(Class<?> type) {
		List<Class<?>> types = new ArrayList<>();
		for (Class<?> one = type; one != null; one = one.getSuperclass()) {
			types.add(one);
			types.addAll(List.of(ClassUtils.getAllInterfacesForClass(one)));
		}
		types.removeIf((one) -> one.getName().startsWith("java."));
		return new LinkedHashSet<>(types);
	}

}
