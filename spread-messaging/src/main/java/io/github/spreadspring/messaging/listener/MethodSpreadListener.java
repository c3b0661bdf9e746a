package io.github.spreadspring.messaging.listener;

import java.util.Arrays;

import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.invocation.InvocableHandlerMethod;
import org.springframework.messaging.support.MessageBuilder;

import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.messaging.support.SpreadHeaders;
import io.github.spreadspring.messaging.support.SpreadMessageMapper;

/**
 * Calls a method with what its parameters ask for.
 */
public class MethodSpreadListener implements SpreadEventListener {

	private final InvocableHandlerMethod method;

	private final SpreadMessageMapper mapper;

	private final Class<?> wanted;

	/**
	 * Create a listener.
	 * @param method the method, with its argument resolvers
	 * @param mapper reads messages
	 * @throws IllegalArgumentException if the method can never be called as it is
	 */
	public MethodSpreadListener(InvocableHandlerMethod method, SpreadMessageMapper mapper) {
		this.method = method;
		this.mapper = mapper;
		this.wanted = wanted(method);
	}

	@Override
	public void onEvent(SpreadEvent event) throws Exception {
		if (this.wanted.isInstance(event)) {
			this.method.invoke(message(event));
		}
	}

	private Message<?> message(SpreadEvent event) {
		if (event instanceof RegularMessage regular) {
			return this.mapper.fromSpread(regular);
		}
		return MessageBuilder.withPayload(event).setHeader(SpreadHeaders.EVENT, event).build();
	}

	private static Class<?> wanted(InvocableHandlerMethod method) {
		MethodParameter[] parameters = method.getMethodParameters();
		if (method.getReturnType().getParameterType() != void.class) {
			throw new IllegalArgumentException(
					"Listener method %s must return nothing: return values are not sent as replies yet; use a SpreadTemplate"
						.formatted(method.getShortLogMessage()));
		}
		MethodParameter event = Arrays.stream(parameters)
			.filter(SpreadEventArgumentResolver::isEvent)
			.filter((parameter) -> parameter.getParameterType() != RegularMessage.class)
			.findFirst()
			.orElse(null);
		if (event == null) {
			return RegularMessage.class;
		}
		if (parameters.length > 1) {
			throw new IllegalArgumentException(
					"Listener method %s must have no parameter beside %s: membership and connection events have no payload, headers or sender"
						.formatted(method.getShortLogMessage(), event.getParameterType().getSimpleName()));
		}
		return event.getParameterType();
	}

}
