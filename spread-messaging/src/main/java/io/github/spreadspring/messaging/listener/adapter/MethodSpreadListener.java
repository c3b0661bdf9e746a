package io.github.spreadspring.messaging.listener.adapter;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;

import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.messaging.listener.SpreadEventListener;

/**
 * Calls the methods of a bean with what their parameters ask for, and sends what they
 * return. Belongs to one container.
 */
public class MethodSpreadListener implements SpreadEventListener {

	private final GroupViews views = new GroupViews();

	private final MessageIntake intake;

	private final EventHandlers eventHandlers;

	private final MessageHandlers messageHandlers;

	private final ListenerFailures failures;

	private final ReplyHandler replies;

	/**
	 * Create a listener.
	 * @param bean the bean
	 * @param handlers its methods that listen
	 * @param settings how to call them
	 * @throws IllegalArgumentException if a method can never be called as it is, or it is
	 * not clear which method gets what
	 */
	public MethodSpreadListener(Object bean, List<HandlerDefinition> handlers, AdapterSettings settings) {
		MethodArguments arguments = new MethodArguments(settings, this.views);
		List<ListenerMethod> methods = handlers.stream()
			.map((handler) -> ListenerMethod.of(bean, handler, arguments))
			.toList();
		this.intake = new MessageIntake(settings);
		this.eventHandlers = new EventHandlers(methods);
		this.messageHandlers = new MessageHandlers(methods, settings.converter);
		this.failures = new ListenerFailures(settings);
		this.replies = new ReplyHandler(settings, methods, this.failures);
	}

	@Override
	public boolean isTakingMessages() {
		return !this.messageHandlers.isEmpty() || this.eventHandlers.takesMessages();
	}

	@Override
	public boolean isAnswering() {
		return this.replies.isAnswering();
	}

	@Override
	public CompletableFuture<Void> whenAnswered() {
		return this.replies.whenAnswered();
	}

	@Override
	public void givenUp(SpreadEvent event) {
		if (this.replies.isAnswering() && event instanceof RegularMessage message) {
			this.replies.none(this.intake.read(message));
		}
	}

	@Override
	public void onEvent(SpreadEvent event) throws Exception {
		if (event instanceof RegularMessage message && !this.messageHandlers.isEmpty()) {
			onMessage(message);
			return;
		}
		this.views.pass(event);
		ListenerMethod method = this.eventHandlers.find(event);
		if (method == null) {
			return;
		}
		if (event instanceof RegularMessage message) {
			onMessage(message);
		}
		else {
			Message<?> message = MessageIntake.wrap(event);
			handle(new Selection(method, message), message, event);
		}
	}

	private void onMessage(RegularMessage event) throws Exception {
		Message<byte[]> received = this.intake.read(event);
		Passage passage = this.intake.begin(received);
		Message<byte[]> message = passage.message();
		Throwable failure = null;
		try {
			if (message != null) {
				handle(message, event);
			}
			else {
				this.replies.none(received);
			}
		}
		catch (Throwable ex) {
			failure = ex;
			throw ex;
		}
		finally {
			passage.end(failure);
		}
	}

	private void handle(Message<byte[]> message, RegularMessage event) throws Exception {
		Selection selection;
		try {
			selection = select(message, event);
		}
		catch (Exception ex) {
			this.replies.handle(message, event, List.of(), this.failures.mend(message, event, ex));
			return;
		}
		handle(selection, message, event);
	}

	private Selection select(Message<byte[]> message, RegularMessage event) {
		Selection selection = this.messageHandlers.isEmpty() ? null : this.messageHandlers.select(message);
		if (selection != null) {
			return selection;
		}
		ListenerMethod method = this.eventHandlers.find(event);
		if (method == null) {
			throw this.messageHandlers.unhandled(message);
		}
		return new Selection(method, message);
	}

	private void handle(Selection selection, Message<?> received, SpreadEvent event) throws Exception {
		@Nullable Object result;
		try {
			result = selection.method().invoke(selection.message());
		}
		catch (Exception ex) {
			result = this.failures.mend(received, event, ex);
		}
		this.replies.handle(received, event, selection.method().replyTo(), result);
	}

}
