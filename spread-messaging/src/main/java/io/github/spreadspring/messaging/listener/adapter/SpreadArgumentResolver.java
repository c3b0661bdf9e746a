package io.github.spreadspring.messaging.listener.adapter;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.messaging.handler.invocation.MethodArgumentResolutionException;

import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.MemberDisconnected;
import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.MemberLeft;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.messaging.support.SpreadHeaders;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.ServiceType;

/**
 * Resolves parameters by their type: the event or message as the client has it, the
 * sender or the member that an event is about, the view, and the guarantee.
 */
class SpreadArgumentResolver implements HandlerMethodArgumentResolver {

	private final GroupViews views;

	SpreadArgumentResolver(GroupViews views) {
		this.views = views;
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return supports(parameter);
	}

	static boolean supports(MethodParameter parameter) {
		Class<?> type = type(parameter);
		return SpreadEvent.class.isAssignableFrom(type) || type == GroupView.class
				|| (isHeaderType(type) && !parameter.hasParameterAnnotation(Header.class));
	}

	private static boolean isHeaderType(Class<?> type) {
		return type == MemberId.class || type == ServiceType.class;
	}

	static Class<?> type(MethodParameter parameter) {
		return parameter.nestedIfOptional().getNestedParameterType();
	}

	@Override
	public @Nullable Object resolveArgument(MethodParameter parameter, Message<?> message) {
		Class<?> type = type(parameter);
		Object event = message.getHeaders().get(SpreadHeaders.EVENT);
		Object value;
		if (type == GroupView.class) {
			value = this.views.of(event);
			if (value == null && !parameter.isOptional()) {
				throw new MethodArgumentResolutionException(message, parameter,
						"a message to us alone was delivered in no view: declare the parameter as Optional<GroupView> or @Nullable GroupView");
			}
		}
		else if (type == MemberId.class) {
			value = member(event, message);
		}
		else {
			value = isHeaderType(type) ? message.getHeaders().get(SpreadHeaders.SERVICE_TYPE) : event;
		}
		return (parameter.getParameterType() == Optional.class) ? Optional.ofNullable(value) : value;
	}

	private static @Nullable Object member(@Nullable Object event, Message<?> message) {
		if (event instanceof MemberJoined joined) {
			return joined.member();
		}
		if (event instanceof MemberLeft left) {
			return left.member();
		}
		if (event instanceof MemberDisconnected disconnected) {
			return disconnected.member();
		}
		return message.getHeaders().get(SpreadHeaders.SENDER);
	}

}
