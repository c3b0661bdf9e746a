package io.github.spreadspring.messaging.listener;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ErrorHandler;

/**
 * Logs what a listener failed on; the stream goes on with the next message. A payload
 * that cannot be converted, or a header that is missing, is the sender's mistake: one
 * line says so, without a stack trace.
 */
public class LoggingErrorHandler implements ErrorHandler {

	private static final Log logger = LogFactory.getLog(LoggingErrorHandler.class);

	@Override
	public void handleError(Throwable failure) {
		Throwable cause = failure.getCause();
		if (cause != null && SendersMistake.is(cause)) {
			logger.error(failure.getMessage() + ": " + firstLine(cause.getMessage()));
			logger.debug("Details", cause);
		}
		else {
			logger.error(failure.getMessage(), cause);
		}
	}

	private static String firstLine(@Nullable String text) {
		return String.valueOf(text).lines().findFirst().orElse("");
	}

}
