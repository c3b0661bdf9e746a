package io.github.spreadspring.messaging.listener;

import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.annotation.support.PayloadMethodArgumentResolver;

/**
 * Resolves text and bytes, which may be empty: a Spread message without a body is a
 * message like others. Only for a parameter that is not required, an empty body stays
 * {@code null}.
 */
public class EmptyPayloadArgumentResolver extends PayloadMethodArgumentResolver {

	private static final Set<Class<?>> TYPES = Set.of(String.class, byte[].class);

	/**
	 * Create a resolver.
	 * @param converter turns bytes into parameters
	 */
	public EmptyPayloadArgumentResolver(MessageConverter converter) {
		super(converter);
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		Payload payload = parameter.getParameterAnnotation(Payload.class);
		return TYPES.contains(parameter.getParameterType()) && (payload == null || payload.required())
				&& !parameter.hasParameterAnnotation(Header.class) && !parameter.hasParameterAnnotation(Headers.class);
	}

	@Override
	protected boolean isEmptyPayload(@Nullable Object payload) {
		return payload == null;
	}

}
