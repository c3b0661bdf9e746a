package io.github.spreadspring.messaging.listener;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.util.ErrorHandler;

import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.messaging.SpreadOperations;
import io.github.spreadspring.messaging.support.HeaderMode;
import io.github.spreadspring.messaging.support.SpreadHeaders;
import io.github.spreadspring.messaging.support.SpreadMessageConverters;
import io.github.spreadspring.messaging.support.SpreadMessageMapper;
import io.github.spreadspring.protocol.ServiceType;

/**
 * Multicasts messages that a listener failed on to a group, where somebody can look at
 * them. Body, message type and headers stay as they were; further headers say what
 * failed. The service type is AGREED, or SAFE where the message was.
 * <p>
 * Events, and messages that cannot be sent there (no connection, too long with the
 * further headers), go to a fallback. So does a message that came back: one that a
 * listener of the same id has already given to such a handler, as when it takes part in
 * that group itself; it would go round without end.
 */
public class RepublishingErrorHandler implements ErrorHandler {

	/** Header: the message of the exception, its first line, at most 500 characters. */
	public static final String EXCEPTION_MESSAGE = "x-exception-message";

	/** Header: the class of the exception that the listener threw. */
	public static final String EXCEPTION_TYPE = "x-exception-type";

	/** Header: the destinations of the message, separated by commas. */
	public static final String ORIGINAL_GROUPS = "x-original-groups";

	/** Header: the member id of the sender. */
	public static final String ORIGINAL_SENDER = "x-original-sender";

	/**
	 * Header: the id of the listener that failed; several, separated by commas, when
	 * listeners of the group failed as well.
	 */
	public static final String ORIGINAL_LISTENER = "x-original-listener";

	private static final Log logger = LogFactory.getLog(RepublishingErrorHandler.class);

	private static final int MAX_TEXT = 500;

	private static final String SEPARATOR = ",";

	private final SpreadOperations operations;

	private final String group;

	private final ErrorHandler fallback;

	private final SpreadMessageMapper mapper;

	/**
	 * Create a handler that logs what it cannot send.
	 * @param operations sends the messages
	 * @param group where to
	 */
	public RepublishingErrorHandler(SpreadOperations operations, String group) {
		this(operations, group, new LoggingErrorHandler());
	}

	/**
	 * Create a handler.
	 * @param operations sends the messages
	 * @param group where to
	 * @param fallback gets what cannot be sent there, as {@code ListenerFailedException}
	 */
	public RepublishingErrorHandler(SpreadOperations operations, String group, ErrorHandler fallback) {
		this(operations, group, fallback, new SpreadMessageMapper(SpreadMessageConverters.plain()));
	}

	/**
	 * Create a handler for messages whose headers travel in another way than usual.
	 * @param operations sends the messages
	 * @param group where to
	 * @param fallback gets what cannot be sent there, as {@code ListenerFailedException}
	 * @param mapper reads the headers of the messages
	 */
	public RepublishingErrorHandler(SpreadOperations operations, String group, ErrorHandler fallback,
			SpreadMessageMapper mapper) {
		this.operations = operations;
		this.group = group;
		this.fallback = fallback;
		this.mapper = mapper;
	}

	@Override
	public void handleError(Throwable failure) {
		if (failure instanceof ListenerFailedException failed) {
			RuntimeException problem = null;
			for (SpreadEvent event : failed.events()) {
				ListenerFailedException single = (failed.events().size() == 1) ? failed
						: new ListenerFailedException(failed.listenerId(), event, cause(failed));
				try {
					recover(single, event);
				}
				catch (RuntimeException ex) {
					// the others of the batch must not be lost with it
					logger.error("Could not recover: " + single.getMessage(), ex);
					problem = ex;
				}
			}
			if (problem != null) {
				throw problem;
			}
		}
		else {
			this.fallback.handleError(failure);
		}
	}

	private void recover(ListenerFailedException failed, SpreadEvent event) {
		if (!(event instanceof RegularMessage message)) {
			this.fallback.handleError(failed);
			return;
		}
		String listeners = SpreadMessageMapper.header(message, ORIGINAL_LISTENER);
		if (hasFailedBefore(failed.listenerId(), listeners)) {
			logger.warn("Not sent to group \"%s\" once more: %s".formatted(this.group, failed.getMessage()));
			this.fallback.handleError(failed);
			return;
		}
		try {
			this.operations.send(this.group, withFailure(message, failed, listeners));
			logger.warn("%s: sent to group \"%s\" because of %s".formatted(failed.getMessage(), this.group,
					line(cause(failed).toString())));
		}
		catch (RuntimeException ex) {
			logger.warn("Could not send to group \"%s\" what a listener failed on: %s".formatted(this.group,
					line(ex.toString())));
			this.fallback.handleError(failed);
		}
	}

	private static boolean hasFailedBefore(String listenerId, @Nullable String listeners) {
		return listeners != null && Arrays.asList(listeners.split(SEPARATOR)).contains(listenerId(listenerId));
	}

	private Message<byte[]> withFailure(RegularMessage message, ListenerFailedException failed,
			@Nullable String listeners) {
		String listenerId = listenerId(failed.listenerId());
		boolean safe = message.serviceType() == ServiceType.SAFE;
		MessageBuilder<byte[]> builder = MessageBuilder.fromMessage(this.mapper.fromSpread(message))
			.setHeader(SpreadHeaders.SERVICE_TYPE, safe ? ServiceType.SAFE : ServiceType.AGREED)
			.setHeader(SpreadHeaders.SELF_DISCARD, false)
			// marked as a message with headers, whatever is usual
			.setHeader(SpreadHeaders.HEADER_MODE, HeaderMode.AUTO)
			.setHeader(EXCEPTION_TYPE, cause(failed).getClass().getName())
			.setHeader(ORIGINAL_LISTENER, (listeners != null) ? listeners + SEPARATOR + listenerId : listenerId);
		String text = line(String.valueOf(cause(failed).getMessage()));
		builder.setHeader(EXCEPTION_MESSAGE, text.isEmpty() ? null : text);
		// the sender of the message, not whoever sent it here before
		if (listeners == null) {
			builder.setHeader(ORIGINAL_GROUPS, String.join(SEPARATOR, message.groups()))
				.setHeader(ORIGINAL_SENDER, message.sender().toString());
		}
		return builder.build();
	}

	private static Throwable cause(ListenerFailedException failed) {
		return (failed.getCause() != null) ? failed.getCause() : failed;
	}

	/**
	 * Return a listener's id in the form it has in the header.
	 * @param id the id
	 * @return the id without separators
	 */
	private static String listenerId(String id) {
		return line(id).replace(SEPARATOR, ";");
	}

	/**
	 * Make a text fit for a header.
	 * @param text the text
	 * @return its first line, cut, without what UTF-8 or a header cannot carry
	 */
	private static String line(String text) {
		String line = text.strip().lines().findFirst().orElse("");
		String cut = (line.length() > MAX_TEXT) ? line.substring(0, MAX_TEXT) + "…" : line;
		byte[] bytes = cut.getBytes(StandardCharsets.UTF_8);
		return new String(bytes, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", " ").strip();
	}

}
