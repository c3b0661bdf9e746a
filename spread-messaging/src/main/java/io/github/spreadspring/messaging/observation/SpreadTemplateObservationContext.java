package io.github.spreadspring.messaging.observation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.transport.SenderContext;
import org.springframework.messaging.Message;

import io.github.spreadspring.client.session.SpreadStream;

/**
 * What is observed of a template. Its carrier takes the headers by which the receiver
 * continues the trace; they travel where the settings say so.
 */
public class SpreadTemplateObservationContext extends SenderContext<Map<String, String>> {

	/**
	 * Stands for all groups that requests want their answers in: other programs name
	 * them, as many as they like.
	 */
	public static final String REPLY = "#reply";

	private final List<String> destinations;

	private final Message<?> message;

	private final boolean toReplyAddress;

	private final Map<String, String> traceHeaders = new LinkedHashMap<>();

	/**
	 * Create a context.
	 * @param destinations groups and member ids
	 * @param message payload, headers and options as the application gave them
	 */
	public SpreadTemplateObservationContext(List<String> destinations, Message<?> message) {
		this(destinations, message, false);
	}

	/**
	 * Create a context.
	 * @param destinations groups and member ids
	 * @param message payload, headers and options as the application gave them
	 * @param toReplyAddress whether the destination came with a request
	 */
	public SpreadTemplateObservationContext(List<String> destinations, Message<?> message, boolean toReplyAddress) {
		super((headers, name, value) -> {
			if (headers != null) {
				headers.put(name, value);
			}
		});
		this.destinations = List.copyOf(destinations);
		this.message = message;
		this.toReplyAddress = toReplyAddress;
		setCarrier(this.traceHeaders);
		setRemoteServiceName("spread");
	}

	/**
	 * Return where the message is sent to.
	 * @return groups and member ids: as many values as there are members, so never a key
	 * of a metric
	 */
	public List<String> getDestinations() {
		return this.destinations;
	}

	/**
	 * Return whether an answer goes where its request says. Then the destination was
	 * chosen by another program, and is nothing for a key of a metric.
	 * @return {@code false} where the application says where a message goes
	 */
	public boolean isToReplyAddress() {
		return this.toReplyAddress;
	}

	/**
	 * Return the kind of place that the message is sent to, for metrics.
	 * @return the first destination if it is a group, {@link SpreadStream#PRIVATE} if it
	 * is a member, {@link #REPLY} if it is a group that a request wants its answer in,
	 * {@code none} if there is no destination
	 */
	public String getDestination() {
		if (this.destinations.isEmpty()) {
			return KeyValue.NONE_VALUE;
		}
		String first = this.destinations.get(0);
		if (first.startsWith("#")) {
			return SpreadStream.PRIVATE;
		}
		return this.toReplyAddress ? REPLY : first;
	}

	/**
	 * Return what is sent.
	 * @return payload, headers and options as the application gave them
	 */
	public Message<?> getMessage() {
		return this.message;
	}

	/**
	 * Return the headers by which the receiver continues the trace.
	 * @return names and values, empty before the observation has begun and without a
	 * tracer
	 */
	public Map<String, String> getTraceHeaders() {
		return this.traceHeaders;
	}

}
