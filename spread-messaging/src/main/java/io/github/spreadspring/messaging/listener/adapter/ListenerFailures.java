package io.github.spreadspring.messaging.listener.adapter;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
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

	private final ObservationRegistry observations;

	ListenerFailures(AdapterSettings settings) {
		this.listenerId = settings.listenerId;
		this.own = settings.errorHandler;
		this.container = settings.containerErrorHandler;
		this.observations = settings.observationRegistry;
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
			Object result = this.own.handleError(message, event, wrapped);
			note(failure);
			return result;
		}
		catch (ListenerFailedException ex) {
			// the container wraps it again
			throw (ex == wrapped) ? failure : ex;
		}
	}

	// what is mended or late has failed all the same, and the container does not hear of
	// it
	private void note(Throwable failure) {
		Observation observation = this.observations.getCurrentObservation();
		try {
			if (observation != null) {
				observation.error(failure);
			}
		}
		catch (RuntimeException | Error ex) {
			logger.error("Listener '%s' could not be observed".formatted(this.listenerId), ex);
		}
	}

	/**
	 * Report what failed after the method had returned, when nobody is left who could
	 * catch it.
	 * @param event the message or event
	 * @param failure why it failed
	 */
	void report(SpreadEvent event, Throwable failure) {
		note(failure);
		try {
			this.container.handleError(new ListenerFailedException(this.listenerId, event, failure));
		}
		catch (Throwable ex) {
			ex.addSuppressed(failure);
			logger.error("Error handler of listener '%s' failed".formatted(this.listenerId), ex);
		}
	}

}
