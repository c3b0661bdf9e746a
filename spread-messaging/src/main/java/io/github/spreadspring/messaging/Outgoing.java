package io.github.spreadspring.messaging;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.core.MessagePostProcessor;
import org.springframework.messaging.support.MessageBuilder;

import io.github.spreadspring.client.ConnectionClosedException;
import io.github.spreadspring.client.SendNotStartedException;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.session.SendCallback;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.observation.SpreadTemplateObservationContext;
import io.github.spreadspring.messaging.support.SpreadMessageMapper;
import io.github.spreadspring.protocol.MemberId;

/**
 * The one way out for all messages of a template.
 */
final class Outgoing {

	private static final Log logger = LogFactory.getLog(Outgoing.class);

	private final SpreadSession session;

	private final SpreadMessageMapper mapper;

	private final TemplateProperties properties;

	private final SendObservations observations = new SendObservations();

	private List<MessagePostProcessor> postProcessors = List.of();

	private List<SpreadSendInterceptor> interceptors = List.of();

	Outgoing(SpreadSession session, SpreadMessageMapper mapper, TemplateProperties properties) {
		this.session = session;
		this.mapper = mapper;
		this.properties = properties;
	}

	SpreadSession session() {
		return this.session;
	}

	SpreadMessageMapper mapper() {
		return this.mapper;
	}

	TemplateProperties properties() {
		return this.properties;
	}

	SendObservations observations() {
		return this.observations;
	}

	void setPostProcessors(List<MessagePostProcessor> postProcessors) {
		this.postProcessors = List.copyOf(postProcessors);
	}

	void addPostProcessors(List<MessagePostProcessor> postProcessors) {
		this.postProcessors = Stream.concat(this.postProcessors.stream(), postProcessors.stream()).toList();
	}

	void setInterceptors(List<SpreadSendInterceptor> interceptors) {
		this.interceptors = List.copyOf(interceptors);
	}

	/**
	 * Send a message.
	 * @param destinations groups and member ids
	 * @param message payload, headers and options
	 * @param callback told what becomes of it; {@code null} if nobody wants to know
	 */
	void send(List<String> destinations, Message<?> message, @Nullable SendCallback callback) {
		if (this.observations.areOff()) {
			sendPrepared(destinations, prepare(destinations, message), Map.of(), callback);
		}
		else {
			observe(destinations, message,
					(trace) -> sendPrepared(destinations, prepare(destinations, message), trace, callback));
		}
	}

	/**
	 * Send an answer where its request wants it.
	 * @param address the group or member that the request names
	 * @param answer payload, headers and options
	 */
	void reply(String address, Message<?> answer) {
		List<String> destinations = List.of(address);
		observe(() -> new SpreadTemplateObservationContext(destinations, answer, true),
				(trace) -> sendPrepared(destinations, prepare(destinations, answer), trace, null));
	}

	/**
	 * Have a message sent under observation.
	 * @param destinations groups and member ids
	 * @param message what is to be sent, before anything changes it
	 * @param sending prepares and sends it, with the headers of the trace
	 */
	void observe(List<String> destinations, Message<?> message, Consumer<Map<String, String>> sending) {
		observe(() -> new SpreadTemplateObservationContext(destinations, message), sending);
	}

	private void observe(Supplier<SpreadTemplateObservationContext> context, Consumer<Map<String, String>> sending) {
		if (this.observations.areOff()) {
			sending.accept(Map.of());
		}
		else {
			this.observations.observe(context.get(), sending);
		}
	}

	/**
	 * Send a message that nothing changes any more.
	 * @param destinations groups and member ids
	 * @param prepared payload, headers and options
	 * @param trace headers by which the receiver continues the trace
	 * @param callback told what becomes of it; {@code null} if nobody wants to know
	 */
	void sendPrepared(List<String> destinations, Message<?> prepared, Map<String, String> trace,
			@Nullable SendCallback callback) {
		try {
			awaitConnection();
			multicast(this.mapper.toSpread(destinations, prepared, trace), callback);
		}
		catch (RuntimeException | Error ex) {
			sent(destinations, prepared, ex);
			throw ex;
		}
		sent(destinations, prepared, null);
	}

	private void multicast(OutboundMessage message, @Nullable SendCallback callback) {
		requireConnection();
		if (callback != null) {
			this.session.multicast(message, callback);
		}
		else {
			this.session.multicast(message);
		}
	}

	/**
	 * Add what is set for all messages, and let everybody change the message who may.
	 * @param destinations groups and member ids
	 * @param message payload, headers and options
	 * @return the message to send
	 */
	Message<?> prepare(List<String> destinations, Message<?> message) {
		Message<?> prepared = withDefaults(message);
		for (MessagePostProcessor postProcessor : this.postProcessors) {
			prepared = postProcessor.postProcessMessage(prepared);
		}
		for (SpreadSendInterceptor interceptor : this.interceptors) {
			prepared = interceptor.beforeSend(destinations, prepared);
		}
		return prepared;
	}

	private Message<?> withDefaults(Message<?> message) {
		Map<String, Object> defaults = this.properties.toHeaders();
		return defaults.isEmpty() ? message : MessageBuilder.fromMessage(message).copyHeadersIfAbsent(defaults).build();
	}

	private void sent(List<String> destinations, Message<?> message, @Nullable Throwable failure) {
		for (SpreadSendInterceptor interceptor : this.interceptors) {
			try {
				interceptor.afterSend(destinations, message, failure);
			}
			catch (RuntimeException ex) {
				// the message is sent, or failed for a reason that its sender must hear
				logger.error("An interceptor failed after sending to %s".formatted(destinations), ex);
			}
		}
	}

	/**
	 * Return who we are, after waiting for a connection where that is wanted.
	 * @return our private group
	 * @throws ConnectionClosedException if there is no connection
	 */
	MemberId requireSelf() {
		awaitConnection();
		requireConnection();
		return this.session.requirePrivateGroup();
	}

	private void requireConnection() {
		if (this.session.privateGroup() == null) {
			Duration timeout = this.properties.getSendTimeout();
			throw new ConnectionClosedException(
					"Not connected to a Spread daemon (session %s, daemon %s); nothing was sent. %s"
						.formatted(this.session.state(), this.session.address(), timeout.isZero()
								? "To have sends wait for a connection, set spread.template.send-timeout, or the send timeout of the TemplateProperties."
								: "The send timeout of %s is over (spread.template.send-timeout).".formatted(timeout)));
		}
	}

	private void awaitConnection() {
		Duration timeout = this.properties.getSendTimeout();
		if (timeout.isZero() || this.session.privateGroup() != null) {
			return;
		}
		try {
			this.session.awaitConnected(timeout);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new SendNotStartedException("Interrupted while waiting for a connection; nothing was sent");
		}
	}

}
