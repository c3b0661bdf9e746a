package io.github.spreadspring.messaging.listener.adapter;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.util.ErrorHandler;

import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.messaging.listener.ListenerFailedException;
import io.github.spreadspring.messaging.listener.SpreadListenerErrorHandler;

/**
 * What becomes of failures: the listener's own error handler is asked first. What remains
 * for good goes to that of the container.
 */
final class ListenerFailures {

	private static final Log logger = LogFactory.getLog(ListenerFailures.class);

	private final String listenerId;

	private final @Nullable SpreadListenerErrorHandler own;

	private final ErrorHandler container;

	ListenerFailures(AdapterSettings settings) {
		this.listenerId = settings.listenerId;
		this.own = settings.errorHandler;
		this.container = settings.containerErrorHandler;
	}

	/**
	 * Try to mend a failure.
	 * @param message what the method got
	 * @param event the message or event
	 * @param failure why the method failed
	 * @return what is to be answered, or {@code null} for nothing
	 * @throws Exception the failure itself, or what the error handler made of it
	 */
	@Nullable Object mend(Message<?> message, SpreadEvent event, Exception failure) throws Exception {
		if (this.own == null) {
			throw failure;
		}
		ListenerFailedException wrapped = new ListenerFailedException(this.listenerId, event, failure);
		try {
			return this.own.handleError(message, event, wrapped);
		}
		catch (ListenerFailedException ex) {
			// the container wraps it again
			throw (ex == wrapped) ? failure : ex;
		}
	}

	/**
	 * Report what failed after the method had returned, when nobody is left who could
	 * catch it.
	 * @param event the message or event
	 * @param failure why it failed
	 */
	void report(SpreadEvent event, Throwable failure) {
		try {
			this.container.handleError(new ListenerFailedException(this.listenerId, event, failure));
		}
		catch (Throwable ex) {
			ex.addSuppressed(failure);
			logger.error("Error handler of listener '%s' failed".formatted(this.listenerId), ex);
		}
	}

}
