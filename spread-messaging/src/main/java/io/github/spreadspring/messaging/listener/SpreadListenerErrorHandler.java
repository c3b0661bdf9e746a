package io.github.spreadspring.messaging.listener;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;

import io.github.spreadspring.client.message.SpreadEvent;

/**
 * Mends what a listener method failed on, before the message is tried again and before
 * the error handler of the container is told.
 */
@FunctionalInterface
public interface SpreadListenerErrorHandler {

	/**
	 * Handle a failure: of the method, of a conversion of its arguments, or of a future
	 * that it returned.
	 * @param message what the method got: the bytes received with their headers, or an
	 * event as payload
	 * @param event the message or event as the client has it
	 * @param failure why the method failed, as cause
	 * @return the answer in place of the method's, or {@code null} for none
	 * @throws Exception to have the failure handled by the container after all: the one
	 * given, or another
	 */
	@Nullable Object handleError(Message<?> message, SpreadEvent event, ListenerFailedException failure) throws Exception;

}
