package io.github.spreadspring.messaging.annotation;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ReflectionUtils.MethodFilter;

/**
 * What native images have to know of the payloads of listener methods that a bean
 * inherits: only the class of the bean says what a type parameter of its superclass is,
 * and an annotation of the method does not know it.
 */
class InheritedPayloadHints implements BeanRegistrationAotProcessor {

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean registeredBean) {
		Class<?> type = registeredBean.getBeanClass();
		if (!AnnotationUtils.isCandidateClass(type, List.of(SpreadListener.class, SpreadListeners.class))) {
			return null;
		}
		Set<Method> methods = MethodIntrospector.selectMethods(type,
				(MethodFilter) (method) -> isInheritedListener(method, type));
		if (methods.isEmpty()) {
			return null;
		}
		PayloadTypes types = new PayloadTypes();
		methods.forEach((method) -> types.add(method, type));
		return (generation, code) -> new BindingReflectionHintsRegistrar()
			.registerReflectionHints(generation.getRuntimeHints().reflection(), types.toArray());
	}

	private static boolean isInheritedListener(Method method, Class<?> type) {
		return method.getDeclaringClass() != type && (AnnotatedElementUtils.hasAnnotation(method, SpreadListener.class)
				|| AnnotatedElementUtils.hasAnnotation(method, SpreadListeners.class)
				|| AnnotatedElementUtils.hasAnnotation(method, SpreadHandler.class));
	}

}
