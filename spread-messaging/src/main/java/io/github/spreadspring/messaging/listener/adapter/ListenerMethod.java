package io.github.spreadspring.messaging.listener.adapter;

import java.util.List;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import org.springframework.core.KotlinDetector;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.invocation.InvocableHandlerMethod;

/**
 * A method that listens, ready to be called.
 */
final class ListenerMethod {

	private final InvocableHandlerMethod method;

	private final HandlerDefinition definition;

	private final @Nullable Class<?> eventType;

	private final Class<?> payloadType;

	private final Class<?> resultType;

	private ListenerMethod(InvocableHandlerMethod method, HandlerDefinition definition, MethodArguments arguments) {
		this.method = method;
		this.definition = definition;
		MethodSignature signature = new MethodSignature(method, arguments);
		this.eventType = signature.eventType();
		this.payloadType = signature.payloadType();
		this.resultType = resultType(method);
	}

	static ListenerMethod of(Object bean, HandlerDefinition definition, MethodArguments arguments) {
		InvocableHandlerMethod method = new InvocableHandlerMethod(bean, definition.method());
		method.setMessageMethodArgumentResolvers(arguments.resolvers());
		requireNotSuspending(method);
		ListenerMethod handler = new ListenerMethod(method, definition, arguments);
		handler.requireSense();
		return handler;
	}

	private static void requireNotSuspending(InvocableHandlerMethod method) {
		if (KotlinDetector.isSuspendingFunction(method.getMethod())) {
			throw new IllegalArgumentException(
					"Listener method %s is a suspend function, which nobody could wait for: make it a plain function and use runBlocking in it, or return a CompletableFuture"
						.formatted(method.getShortLogMessage()));
		}
	}

	private static Class<?> resultType(InvocableHandlerMethod method) {
		MethodParameter type = method.getReturnType();
		if (!CompletionStage.class.isAssignableFrom(type.getParameterType())) {
			return type.getParameterType();
		}
		return ResolvableType.forMethodParameter(type).as(CompletionStage.class).getGeneric(0).resolve(Object.class);
	}

	private void requireSense() {
		if (this.eventType == null) {
			return;
		}
		if (hasResult() && replyTo().isEmpty()) {
			throw new IllegalArgumentException(
					"Listener method %s must return nothing: an event has no sender who could be answered. Name a destination with @SendTo, or use a SpreadTemplate"
						.formatted(this));
		}
		if (this.definition.messageType() != null || this.definition.isDefault()) {
			throw new IllegalArgumentException(
					"Listener method %s is for events: type and isDefault are for methods that take messages"
						.formatted(this));
		}
	}

	@Nullable Object invoke(Message<?> message) throws Exception {
		return this.method.invoke(message);
	}

	/**
	 * Call the method with an argument that is made already.
	 * @param message what the argument is of
	 * @param argument the only argument
	 * @throws Exception what the method throws
	 */
	void invoke(Message<?> message, Object argument) throws Exception {
		this.method.invoke(message, argument);
	}

	/**
	 * Return the events that the method takes.
	 * @return their type, or {@code null} if it takes messages
	 */
	@Nullable Class<?> eventType() {
		return this.eventType;
	}

	/**
	 * Return what the method makes of the body of a message.
	 * @return the type, {@code Object} for a method that takes any body
	 */
	Class<?> payloadType() {
		return this.payloadType;
	}

	@Nullable Integer messageType() {
		return this.definition.messageType();
	}

	boolean isDefault() {
		return this.definition.isDefault();
	}

	List<String> replyTo() {
		return this.definition.replyTo();
	}

	boolean hasResult() {
		return this.resultType != void.class && this.resultType != Void.class;
	}

	MethodParameter[] parameters() {
		return this.method.getMethodParameters();
	}

	@Override
	public String toString() {
		return this.method.getShortLogMessage();
	}

}
