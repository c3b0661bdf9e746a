package io.github.spreadspring.messaging.annotation;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.annotation.ReflectiveProcessor;

/**
 * What native images have to know of the payloads of listener methods, beyond what
 * {@code @MessageMapping} says: types deep within generic ones, as in
 * {@code Message<List<Order>>}, and the types that JSON may choose from, permitted by a
 * sealed type or named in {@code @JsonSubTypes}.
 */
class PayloadHints implements ReflectiveProcessor {

	private final BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();

	@Override
	public void registerReflectionHints(ReflectionHints hints, AnnotatedElement element) {
		if (element instanceof Method method) {
			PayloadTypes types = new PayloadTypes();
			types.add(method, method.getDeclaringClass());
			this.binding.registerReflectionHints(hints, types.toArray());
		}
	}

}
