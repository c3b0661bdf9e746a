package io.github.spreadspring.messaging.observation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import io.micrometer.observation.transport.Propagator;
import io.micrometer.observation.transport.ReceiverContext;
import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.session.SpreadStream;
import io.github.spreadspring.messaging.support.SpreadMessageMapper;

/**
 * What is observed of a listener. A message brings the trace of its sender where it has
 * trace headers; a batch belongs to no trace.
 */
public class SpreadListenerObservationContext extends ReceiverContext<List<RegularMessage>> {

	private final String listenerId;

	private final String destination;

	private volatile @Nullable CompletionStage<?> answered;

	/**
	 * Create a context.
	 * @param listenerId the id of the listener
	 * @param groups the groups of the listener
	 * @param messages the message, or the messages of a batch
	 */
	public SpreadListenerObservationContext(String listenerId, Set<String> groups, List<RegularMessage> messages) {
		super(new SenderHeaders());
		this.listenerId = listenerId;
		this.destination = messages.get(0)
			.groups()
			.stream()
			.filter(groups::contains)
			.findFirst()
			.orElse(SpreadStream.PRIVATE);
		setCarrier(messages);
		setRemoteServiceName("spread");
	}

	/**
	 * Return what the end of the observation waits for.
	 * @return completes when an answer is sent that the listener promised; {@code null}
	 * if there is none, so that the observation ends with the call of the listener
	 */
	public @Nullable CompletionStage<?> getAnswered() {
		return this.answered;
	}

	/**
	 * Have the end of the observation wait for an answer that the listener promised. Has
	 * no effect after the listener's call.
	 * @param answered completes when the answer is sent, or will never be
	 */
	public void setAnswered(CompletionStage<?> answered) {
		this.answered = answered;
	}

	/**
	 * Return the id of the listener.
	 * @return the id
	 */
	public String getListenerId() {
		return this.listenerId;
	}

	/**
	 * Return the messages.
	 * @return one message, or those of a batch
	 */
	public List<RegularMessage> getMessages() {
		return List.copyOf(getCarrier());
	}

	/**
	 * Return where the message, or the first of a batch, was sent to.
	 * @return its first group that the listener is in, or {@link SpreadStream#PRIVATE}
	 */
	public String getDestination() {
		return this.destination;
	}

	/**
	 * The headers of the message. A tracer asks for several, and a large body without any
	 * should be looked through once only.
	 */
	private static final class SenderHeaders implements Propagator.Getter<List<RegularMessage>> {

		private @Nullable Map<String, String> headers;

		@Override
		public @Nullable String get(List<RegularMessage> messages, String name) {
			Map<String, String> headers = this.headers;
			if (headers == null) {
				headers = (messages.size() == 1) ? SpreadMessageMapper.headers(messages.get(0)) : Map.of();
				this.headers = headers;
			}
			return headers.get(name);
		}

	}

}
