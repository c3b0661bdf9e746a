package io.github.spreadspring.messaging.support;

import java.util.Set;

import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.core.AbstractMessageSendingTemplate;

/**
 * Names of headers on the wire.
 */
final class WireHeaders {

	static final String CONTENT_TYPE = "content-type";

	static final String MESSAGE_TYPE = "spread-type";

	static final String REPLY_TO = "reply-to";

	static final String CORRELATION_ID = "correlation-id";

	private static final Set<String> LOCAL = Set.of(MessageHeaders.ID, MessageHeaders.TIMESTAMP,
			MessageHeaders.CONTENT_TYPE, MessageHeaders.REPLY_CHANNEL, MessageHeaders.ERROR_CHANNEL, MESSAGE_TYPE,
			CONTENT_TYPE, AbstractMessageSendingTemplate.CONVERSION_HINT_HEADER);

	private static final Set<String> TRACE = Set.of("traceparent", "tracestate", "baggage", "b3");

	private static final String B3_PREFIX = "X-B3-";

	private WireHeaders() {
	}

	/**
	 * Return whether a header means something to Spring, or to this library, and so is
	 * none of the application.
	 * @param name the name
	 * @return {@code false} for headers of the application
	 */
	static boolean isLocal(String name) {
		return LOCAL.contains(name) || name.startsWith(SpreadHeaders.PREFIX);
	}

	/**
	 * Return whether a header belongs to a trace.
	 * @param name the name
	 * @return {@code true} for those of W3C and B3
	 */
	static boolean isTrace(String name) {
		return TRACE.contains(name) || name.regionMatches(true, 0, B3_PREFIX, 0, B3_PREFIX.length());
	}

}
