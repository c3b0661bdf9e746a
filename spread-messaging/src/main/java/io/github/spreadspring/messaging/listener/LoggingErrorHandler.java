package io.github.spreadspring.messaging.listener;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.MessagingException;
import org.springframework.util.ErrorHandler;

/**
 * Logs what a listener failed on; the stream goes on with the next message. A payload
 * that cannot be converted is the sender's mistake: one line says so, without a stack
 * trace.
 */
public class LoggingErrorHandler implements ErrorHandler {

	private static final Log logger = LogFactory.getLog(LoggingErrorHandler.class);

	@Override
	public void handleError(Throwable failure) {
		if (failure.getCause() instanceof MessagingException unreadable) {
			logger.error(failure.getMessage() + ": " + firstLine(unreadable.getMessage()));
			logger.debug("Details", unreadable);
		}
		else {
			logger.error(failure.getMessage(), failure.getCause());
		}
	}

	private static String firstLine(@Nullable String text) {
		return String.valueOf(text).lines().findFirst().orElse("");
	}

}
