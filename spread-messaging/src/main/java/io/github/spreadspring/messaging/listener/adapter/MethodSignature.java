package io.github.spreadspring.messaging.listener.adapter;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.HandlerMethod;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.util.StringUtils;

import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.MemberDisconnected;
import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.MemberLeft;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.client.message.ViewChanged;
import io.github.spreadspring.protocol.MemberId;

/**
 * What the parameters of a method ask for; refuses what can never be given.
 */
final class MethodSignature {

	private static final List<Class<?>> WITH_MEMBER = List.of(MemberJoined.class, MemberLeft.class,
			MemberDisconnected.class);

	private final HandlerMethod method;

	private final MethodArguments arguments;

	private final MethodParameter[] parameters;

	private final @Nullable Class<?> eventType;

	MethodSignature(HandlerMethod method, MethodArguments arguments) {
		this.method = method;
		this.arguments = arguments;
		this.parameters = method.getMethodParameters();
		MethodParameter event = Arrays.stream(this.parameters)
			.filter(MethodSignature::isEvent)
			.findFirst()
			.orElse(null);
		this.eventType = (event != null) ? SpreadArgumentResolver.type(event) : null;
		if (event != null) {
			requireEventParameters(event);
		}
	}

	@Nullable Class<?> eventType() {
		return this.eventType;
	}

	/**
	 * Return what the body of a message becomes.
	 * @return the type, {@code Object} where nothing asks for a type
	 */
	Class<?> payloadType() {
		List<MethodParameter> payloads = Arrays.stream(this.parameters).filter(this.arguments::isPayload).toList();
		if (payloads.isEmpty()) {
			return Arrays.stream(this.parameters)
				.filter((parameter) -> Message.class.isAssignableFrom(parameter.getParameterType()))
				.map(MethodSignature::payloadOfMessage)
				.findFirst()
				.orElse(Object.class);
		}
		requirePayloadParameters(payloads);
		return SpreadArgumentResolver.type(payloads.get(0));
	}

	private static Class<?> payloadOfMessage(MethodParameter parameter) {
		return ResolvableType.forMethodParameter(parameter).as(Message.class).getGeneric(0).resolve(Object.class);
	}

	private void requirePayloadParameters(List<MethodParameter> payloads) {
		if (payloads.size() > 1 && !payloads.stream().allMatch((one) -> one.hasParameterAnnotation(Payload.class))) {
			throw new IllegalArgumentException(
					"Listener method %s has several parameters that would all get the payload: %s. Mark headers with @Header, or each of them with @Payload"
						.formatted(name(), payloads.stream().map(MethodSignature::typeName).toList()));
		}
		for (MethodParameter payload : payloads) {
			Payload annotation = payload.getParameterAnnotation(Payload.class);
			if (annotation != null && StringUtils.hasText(annotation.expression())) {
				throw new IllegalArgumentException(
						"Listener method %s has a @Payload with the expression \"%s\": expressions are not evaluated, take the whole payload"
							.formatted(name(), annotation.expression()));
			}
		}
	}

	private static boolean isEvent(MethodParameter parameter) {
		Class<?> type = SpreadArgumentResolver.type(parameter);
		return SpreadEvent.class.isAssignableFrom(type) && type != RegularMessage.class;
	}

	private void requireEventParameters(MethodParameter event) {
		for (MethodParameter other : this.parameters) {
			if (other != event && !isAllowedBeside(other)) {
				throw new IllegalArgumentException(
						"Listener method %s must have no parameter beside %s: %s cannot be given. Membership and connection events have no payload and headers; GroupView is known of events with a view, MemberId of MemberJoined, MemberLeft and MemberDisconnected"
							.formatted(name(), typeName(event), typeName(other)));
			}
		}
	}

	private boolean isAllowedBeside(MethodParameter other) {
		Class<?> type = SpreadArgumentResolver.type(other);
		if (type == GroupView.class) {
			return this.eventType == GroupJoined.class
					|| this.eventType != null && ViewChanged.class.isAssignableFrom(this.eventType);
		}
		return (type == MemberId.class) ? WITH_MEMBER.contains(this.eventType)
				: !isEvent(other) && this.arguments.isCustom(other);
	}

	private static String typeName(MethodParameter parameter) {
		return parameter.getParameterType().getSimpleName();
	}

	private String name() {
		return this.method.getShortLogMessage();
	}

}
