package io.github.spreadspring.messaging.listener;

import java.util.List;

import org.springframework.core.NestedRuntimeException;

import io.github.spreadspring.client.message.SpreadEvent;

/**
 * A listener failed on a message or event, or on a batch of messages. Given to the
 * container's error handler; the cause is what the listener threw, at its last attempt.
 */
public class ListenerFailedException extends NestedRuntimeException {

	private final String listenerId;

	private final transient List<SpreadEvent> events;

	/**
	 * Create an exception.
	 * @param listenerId the id of the container
	 * @param event what the listener failed on
	 * @param cause why
	 */
	public ListenerFailedException(String listenerId, SpreadEvent event, Throwable cause) {
		this(listenerId, List.of(event), cause);
	}

	/**
	 * Create an exception.
	 * @param listenerId the id of the container
	 * @param events what the listener failed on: one message or event, or the messages of
	 * a batch
	 * @param cause why
	 */
	public ListenerFailedException(String listenerId, List<? extends SpreadEvent> events, Throwable cause) {
		super(text(listenerId, events), cause);
		this.listenerId = listenerId;
		this.events = List.copyOf(events);
	}

	private static String text(String listenerId, List<? extends SpreadEvent> events) {
		String first = events.get(0).toString();
		return (events.size() == 1) ? "Listener '%s' failed on %s".formatted(listenerId, first)
				: "Listener '%s' failed on a batch of %d messages, the first: %s".formatted(listenerId, events.size(),
						first);
	}

	/**
	 * Return whose listener failed.
	 * @return the id of the container
	 */
	public String listenerId() {
		return this.listenerId;
	}

	/**
	 * Return what the listener failed on.
	 * @return the message or event; of a batch, the first message
	 */
	public SpreadEvent event() {
		return this.events.get(0);
	}

	/**
	 * Return all that the listener failed on.
	 * @return the message or event; of a batch, its messages in order, without those that
	 * were reported alone
	 */
	public List<SpreadEvent> events() {
		return this.events;
	}

}
