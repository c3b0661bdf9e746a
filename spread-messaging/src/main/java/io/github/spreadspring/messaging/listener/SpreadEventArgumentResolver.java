package io.github.spreadspring.messaging.listener;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;

import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.messaging.support.SpreadHeaders;
import io.github.spreadspring.protocol.MemberId;

/**
 * Resolves parameters by their type: events as the client has them, and the sender.
 */
public class SpreadEventArgumentResolver implements HandlerMethodArgumentResolver {

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return isEvent(parameter) || isSender(parameter);
	}

	@Override
	public @Nullable Object resolveArgument(MethodParameter parameter, Message<?> message) {
		return message.getHeaders().get(isEvent(parameter) ? SpreadHeaders.EVENT : SpreadHeaders.SENDER);
	}

	static boolean isEvent(MethodParameter parameter) {
		return SpreadEvent.class.isAssignableFrom(parameter.getParameterType());
	}

	private static boolean isSender(MethodParameter parameter) {
		return parameter.getParameterType() == MemberId.class && !parameter.hasParameterAnnotation(Header.class);
	}

}
