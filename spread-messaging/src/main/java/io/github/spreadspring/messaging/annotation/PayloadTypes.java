package io.github.spreadspring.messaging.annotation;

import java.beans.PropertyDescriptor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.Message;
import org.springframework.util.ClassUtils;

import io.github.spreadspring.client.message.SpreadEvent;

/**
 * The types that the payloads and answers of listener methods are made of.
 */
final class PayloadTypes {

	private static final boolean JACKSON_PRESENT = ClassUtils.isPresent("com.fasterxml.jackson.annotation.JsonSubTypes",
			PayloadTypes.class.getClassLoader());

	private final Set<Class<?>> types = new LinkedHashSet<>();

	private final Set<Visit> visits = new LinkedHashSet<>();

	/**
	 * Add what a method takes and returns.
	 * @param method the method
	 * @param owner the class of the bean, which may say what the type parameters of a
	 * superclass are
	 */
	void add(Method method, Class<?> owner) {
		for (int i = 0; i < method.getParameterCount(); i++) {
			collect(ResolvableType.forMethodParameter(method, i, owner));
		}
		collect(ResolvableType.forMethodReturnType(method, owner));
	}

	Class<?>[] toArray() {
		return this.types.toArray(Class<?>[]::new);
	}

	private void collect(ResolvableType type) {
		ResolvableType[] generics = type.getGenerics();
		if (!this.visits.add(Visit.of(type, generics))) {
			return;
		}
		Arrays.stream(generics).forEach(this::collect);
		if (type.isArray()) {
			collect(type.getComponentType());
		}
		Class<?> resolved = type.resolve();
		if (resolved != null && isPayload(resolved)) {
			if (this.types.add(resolved)) {
				subtypes(resolved).forEach((subtype) -> collect(ResolvableType.forClass(subtype)));
			}
			if (!resolved.getName().startsWith("java.")) {
				properties(resolved).forEach((property) -> collect(ResolvableType.forType(property, type)));
			}
		}
	}

	private static boolean isPayload(Class<?> type) {
		return !type.isPrimitive() && !type.isArray() && !Message.class.isAssignableFrom(type)
				&& !SpreadEvent.class.isAssignableFrom(type);
	}

	private static Stream<Type> properties(Class<?> type) {
		if (type.isRecord()) {
			return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getGenericType);
		}
		return Arrays.stream(BeanUtils.getPropertyDescriptors(type))
			.map(PropertyDescriptor::getReadMethod)
			.filter((getter) -> getter != null && getter.getDeclaringClass() != Object.class)
			.map(Method::getGenericReturnType);
	}

	private static Stream<Class<?>> subtypes(Class<?> type) {
		Class<?>[] permitted = type.getPermittedSubclasses();
		Stream<Class<?>> subtypes = (permitted != null) ? Arrays.stream(permitted) : Stream.empty();
		return JACKSON_PRESENT ? Stream.concat(subtypes, Jackson.subtypes(type)) : subtypes;
	}

	/**
	 * A type that was looked at. There are finitely many, also where a type parameter is
	 * bounded by itself.
	 *
	 * @param type as it was written
	 * @param resolved what it is there
	 * @param generics what its type arguments are there
	 */
	private record Visit(Type type, @Nullable Class<?> resolved, List<@Nullable Class<?>> generics) {

		static Visit of(ResolvableType type, ResolvableType[] generics) {
			List<@Nullable Class<?>> arguments = new ArrayList<>();
			for (ResolvableType generic : generics) {
				arguments.add(generic.resolve());
			}
			return new Visit(type.getType(), type.resolve(), arguments);
		}

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
