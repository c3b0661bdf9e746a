package io.github.spreadspring.messaging.annotation;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.annotation.ReflectiveProcessor;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.Message;
import org.springframework.util.ClassUtils;

import io.github.spreadspring.client.message.SpreadEvent;

/**
 * What native images have to know of the payloads of listener methods, beyond what
 * {@code @MessageMapping} says: types deep within generic ones, as in
 * {@code Message<List<Order>>}, and the types that JSON may choose from, permitted by a
 * sealed type or named in {@code @JsonSubTypes}.
 */
class PayloadHints implements ReflectiveProcessor {

	private static final boolean JACKSON_PRESENT = ClassUtils.isPresent("com.fasterxml.jackson.annotation.JsonSubTypes",
			PayloadHints.class.getClassLoader());

	private final BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();

	@Override
	public void registerReflectionHints(ReflectionHints hints, AnnotatedElement element) {
		if (element instanceof Method method) {
			Set<Class<?>> types = new LinkedHashSet<>();
			for (int i = 0; i < method.getParameterCount(); i++) {
				collect(types, ResolvableType.forMethodParameter(method, i));
			}
			collect(types, ResolvableType.forMethodReturnType(method));
			this.binding.registerReflectionHints(hints, types.toArray(Class<?>[]::new));
		}
	}

	private void collect(Set<Class<?>> types, ResolvableType type) {
		Arrays.stream(type.getGenerics()).forEach((generic) -> collect(types, generic));
		Class<?> resolved = type.resolve();
		if (resolved != null && isPayload(resolved) && types.add(resolved)) {
			subtypes(resolved).forEach((subtype) -> collect(types, ResolvableType.forClass(subtype)));
		}
	}

	private static boolean isPayload(Class<?> type) {
		return !Message.class.isAssignableFrom(type) && !SpreadEvent.class.isAssignableFrom(type);
	}

	private static Stream<Class<?>> subtypes(Class<?> type) {
		Class<?>[] permitted = type.getPermittedSubclasses();
		Stream<Class<?>> subtypes = (permitted != null) ? Arrays.stream(permitted) : Stream.empty();
		return JACKSON_PRESENT ? Stream.concat(subtypes, Jackson.subtypes(type)) : subtypes;
	}

	/**
	 * Touched only where Jackson is on the class path.
	 */
	private static final class Jackson {

		private Jackson() {
		}

		static Stream<Class<?>> subtypes(Class<?> type) {
			JsonSubTypes subtypes = type.getAnnotation(JsonSubTypes.class);
			return (subtypes != null) ? Arrays.stream(subtypes.value()).map(JsonSubTypes.Type::value) : Stream.empty();
		}

	}

}
