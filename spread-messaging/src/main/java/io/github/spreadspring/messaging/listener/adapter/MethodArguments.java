package io.github.spreadspring.messaging.listener.adapter;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.annotation.support.HeaderMethodArgumentResolver;
import org.springframework.messaging.handler.annotation.support.HeadersMethodArgumentResolver;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolverComposite;
import org.springframework.messaging.support.MessageHeaderAccessor;

/**
 * Where the arguments of a listener's methods come from.
 */
final class MethodArguments {

	private final HandlerMethodArgumentResolverComposite resolvers = new HandlerMethodArgumentResolverComposite();

	private final HandlerMethodArgumentResolverComposite custom = new HandlerMethodArgumentResolverComposite();

	private final SpreadPayloadArgumentResolver payload;

	MethodArguments(AdapterSettings settings, GroupViews views) {
		this.payload = new SpreadPayloadArgumentResolver(settings.converter, settings.validator);
		this.custom.addResolvers(settings.argumentResolvers);
		ConfigurableBeanFactory beanFactory = (settings.beanFactory instanceof ConfigurableBeanFactory configurable)
				? configurable : null;
		this.resolvers.addResolver(new HeaderMethodArgumentResolver(settings.conversionService, beanFactory))
			.addResolver(new HeadersMethodArgumentResolver())
			.addResolver(new SpreadArgumentResolver(views))
			.addResolvers(settings.argumentResolvers)
			.addResolver(new SpreadMessageArgumentResolver(settings.converter))
			.addResolver(this.payload);
	}

	HandlerMethodArgumentResolverComposite resolvers() {
		return this.resolvers;
	}

	HandlerMethodArgumentResolver payload() {
		return this.payload;
	}

	/**
	 * Whether a parameter takes the payload, converted to its type.
	 * @param parameter the parameter
	 * @return {@code false} for what has a source of its own
	 */
	boolean isPayload(MethodParameter parameter) {
		return parameter.hasParameterAnnotation(Payload.class)
				|| !(SpreadArgumentResolver.supports(parameter) || isHeaders(parameter)
						|| Message.class.isAssignableFrom(parameter.getParameterType()) || isCustom(parameter));
	}

	boolean isCustom(MethodParameter parameter) {
		return this.custom.supportsParameter(parameter);
	}

	private static boolean isHeaders(MethodParameter parameter) {
		Class<?> type = parameter.getParameterType();
		return parameter.hasParameterAnnotation(Header.class) || parameter.hasParameterAnnotation(Headers.class)
				|| type == MessageHeaders.class || MessageHeaderAccessor.class.isAssignableFrom(type);
	}

}
