package io.github.spreadspring.messaging.listener;

import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionException;
import org.springframework.messaging.MessageHandlingException;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.handler.invocation.MethodArgumentResolutionException;

/**
 * Tells messages that no listener method can be called with from all other failures:
 * their payload cannot be read or is not valid, or a header is missing or of another
 * type. Trying again does not help.
 */
final class SendersMistake {

	private SendersMistake() {
	}

	static boolean isCauseOf(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (is(cause)) {
				return true;
			}
		}
		return false;
	}

	static boolean is(@Nullable Throwable failure) {
		return failure instanceof MessageConversionException || failure instanceof MethodArgumentResolutionException
				|| failure instanceof ConversionException || isMissingHeader(failure);
	}

	// Spring says so by a general exception, which has a cause when a listener failed
	private static boolean isMissingHeader(@Nullable Throwable failure) {
		return failure instanceof MessageHandlingException && failure.getCause() == null;
	}

}
