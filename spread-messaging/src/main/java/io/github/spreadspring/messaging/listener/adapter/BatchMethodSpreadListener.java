package io.github.spreadspring.messaging.listener.adapter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.messaging.support.MessageBuilder;

import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.messaging.listener.SpreadBatchListener;

/**
 * Calls a method with several messages at once. Each passes filter and interceptors, and
 * is converted and validated, by itself.
 */
public class BatchMethodSpreadListener implements SpreadBatchListener {

	private final MessageIntake intake;

	private final ListenerMethod method;

	private final MethodParameter element;

	private final Class<?> elementType;

	private final HandlerMethodArgumentResolver payload;

	/**
	 * Create a listener.
	 * @param bean the bean
	 * @param handlers its method that listens
	 * @param settings how to call it
	 * @throws IllegalArgumentException if there are several methods, or the method does
	 * not take one list or returns something
	 */
	public BatchMethodSpreadListener(Object bean, List<HandlerDefinition> handlers, AdapterSettings settings) {
		HandlerDefinition handler = handlers.get(0);
		if (handlers.size() > 1 || handler.isDefault() || handler.messageType() != null) {
			throw new IllegalArgumentException(
					"@SpreadHandler methods of a class take one message at a time: say batch = \"false\", or annotate a method that takes a List with @SpreadListener");
		}
		if (settings.errorHandler != null) {
			throw new IllegalArgumentException(
					"A batch listener has no errorHandler of its own: set one for the container");
		}
		MethodArguments arguments = new MethodArguments(settings, new GroupViews());
		this.intake = new MessageIntake(settings);
		this.method = ListenerMethod.of(bean, handler, arguments);
		this.payload = arguments.payload();
		MethodParameter[] parameters = this.method.parameters();
		if (parameters.length != 1 || parameters[0].getParameterType() != List.class) {
			throw new IllegalArgumentException(
					"Batch listener method %s must have one parameter, a List of payloads, of Message or of RegularMessage; for one message at a time leave out batch = \"true\""
						.formatted(this.method));
		}
		if (this.method.hasResult()) {
			throw new IllegalArgumentException(
					"Batch listener method %s must return nothing: a batch has many senders; use a SpreadTemplate"
						.formatted(this.method));
		}
		this.elementType = ResolvableType.forMethodParameter(parameters[0]).getGeneric(0).resolve(Object.class);
		MethodParameter nested = parameters[0].nested();
		this.element = isMessage() ? nested.nested() : nested;
	}

	private boolean isMessage() {
		return Message.class.isAssignableFrom(this.elementType);
	}

	@Override
	public void onEvent(SpreadEvent event) throws Exception {
		if (event instanceof RegularMessage message) {
			List<Throwable> failures = new ArrayList<>(0);
			onMessages(List.of(message), (failed, failure) -> failures.add(failure));
			for (Throwable failure : failures) {
				throw (failure instanceof Exception exception) ? exception : new IllegalStateException(failure);
			}
		}
	}

	@Override
	public void onMessages(List<RegularMessage> messages, BiConsumer<RegularMessage, Throwable> failed)
			throws Exception {
		List<Passage> passages = new ArrayList<>(messages.size());
		List<@Nullable Object> elements = new ArrayList<>(messages.size());
		for (RegularMessage message : messages) {
			take(message, failed, passages, elements);
		}
		Throwable failure = null;
		try {
			if (!elements.isEmpty()) {
				this.method.invoke(new GenericMessage<>(elements), elements);
			}
		}
		catch (Throwable ex) {
			failure = ex;
			throw ex;
		}
		finally {
			for (Passage passage : passages) {
				passage.end(failure);
			}
		}
	}

	private void take(RegularMessage message, BiConsumer<RegularMessage, Throwable> failed, List<Passage> passages,
			List<@Nullable Object> elements) {
		Passage passage = null;
		try {
			passage = this.intake.begin(this.intake.read(message));
			Message<byte[]> accepted = passage.message();
			if (accepted != null) {
				elements.add(element(accepted, message));
			}
			passages.add(passage);
		}
		catch (Throwable ex) {
			if (passage != null) {
				passage.end(ex);
			}
			failed.accept(message, ex);
		}
	}

	private @Nullable Object element(Message<byte[]> message, RegularMessage event) throws Exception {
		if (this.elementType == RegularMessage.class) {
			return event;
		}
		Object value = this.payload.resolveArgument(this.element, message);
		if (!isMessage()) {
			return value;
		}
		if (value == null) {
			return message;
		}
		return (value == message.getPayload()) ? message : MessageBuilder.createMessage(value, message.getHeaders());
	}

}
