package io.github.spreadspring.messaging;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.core.AbstractMessagingTemplate;
import org.springframework.messaging.core.MessagePostProcessor;
import org.springframework.util.MimeType;

import io.github.spreadspring.client.session.SendCallback;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.observation.SpreadTemplateObservationConvention;
import io.github.spreadspring.messaging.support.HeaderSettings;
import io.github.spreadspring.messaging.support.SpreadMessageMapper;

/**
 * Sends over a session, asks, and receives one message at a time. Safe for use by any
 * number of threads.
 */
public class SpreadTemplate extends AbstractMessagingTemplate<String>
		implements SpreadOperations, ReplySender, DisposableBean {

	private final SpreadMessageMapper mapper;

	private final TemplateProperties properties = new TemplateProperties();

	private final Outgoing outgoing;

	private final Requests requests;

	/**
	 * Create a template.
	 * @param session the session to send over
	 * @param converter turns payloads into bytes and bytes into payloads
	 */
	public SpreadTemplate(SpreadSession session, MessageConverter converter) {
		this(session, converter, HeaderSettings.defaults());
	}

	/**
	 * Create a template.
	 * @param session the session to send over
	 * @param converter turns payloads into bytes and bytes into payloads
	 * @param headers when headers travel
	 */
	@SuppressWarnings("this-escape")
	public SpreadTemplate(SpreadSession session, MessageConverter converter, HeaderSettings headers) {
		this.mapper = new SpreadMessageMapper(converter, headers);
		this.outgoing = new Outgoing(session, this.mapper, this.properties);
		this.requests = new Requests(this.outgoing);
		setMessageConverter(converter);
	}

	/**
	 * Return what this template sends over.
	 * @return the session
	 */
	public SpreadSession getSession() {
		return this.outgoing.session();
	}

	/**
	 * Return how this template sends and waits, unless a message says otherwise.
	 * @return the properties, to be changed before the template is used
	 */
	public TemplateProperties getProperties() {
		return this.properties;
	}

	/**
	 * Set what changes each message before it is sent, in place of what is there.
	 * @param postProcessors called one after the other
	 */
	public void setBeforeSendPostProcessors(MessagePostProcessor... postProcessors) {
		this.outgoing.setPostProcessors(List.of(postProcessors));
	}

	/**
	 * Add something that changes each message before it is sent, behind what is there.
	 * @param postProcessors called one after the other
	 */
	public void addBeforeSendPostProcessors(MessagePostProcessor... postProcessors) {
		this.outgoing.addPostProcessors(List.of(postProcessors));
	}

	/**
	 * Set what sees each message on its way out, behind all post-processors.
	 * @param interceptors called one after the other
	 */
	public void setInterceptors(List<SpreadSendInterceptor> interceptors) {
		this.outgoing.setInterceptors(interceptors);
	}

	/**
	 * Set who is told of what is sent, for metrics and traces. Its traces go to the
	 * receivers where {@link HeaderSettings#trace()} says so.
	 * @param registry default {@link ObservationRegistry#NOOP}, which tells nobody
	 */
	public void setObservationRegistry(ObservationRegistry registry) {
		this.outgoing.observations().setRegistry(registry);
	}

	/**
	 * Set how observations of what is sent are named and what keys they have.
	 * @param convention {@code null} for the default
	 */
	public void setObservationConvention(@Nullable SpreadTemplateObservationConvention convention) {
		this.outgoing.observations().setConvention(convention);
	}

	/**
	 * Return how many replies came when nobody waited for them any more, because their
	 * request had timed out or had another reply already.
	 * @return the number since this template was created
	 */
	public long getLateReplies() {
		return this.requests.desk().late();
	}

	/**
	 * Return how many replies and received messages should have begun with headers but
	 * did not.
	 * @return the number since this template was created
	 */
	public long getUnreadableHeaderBlocks() {
		return this.mapper.unreadableHeaderBlocks();
	}

	@Override
	public SpreadSendSpec to(String... destinations) {
		return new DefaultSendSpec(this, List.of(destinations));
	}

	@Override
	protected @Nullable Map<String, Object> processHeadersToSend(@Nullable Map<String, Object> headers) {
		MimeType contentType = this.properties.getContentType();
		if (contentType == null || (headers != null && headers.containsKey(MessageHeaders.CONTENT_TYPE))) {
			return headers;
		}
		Map<String, Object> all = (headers != null) ? new LinkedHashMap<>(headers) : new LinkedHashMap<>();
		all.put(MessageHeaders.CONTENT_TYPE, contentType);
		return all;
	}

	@Override
	protected void doSend(String destination, Message<?> message) {
		multicast(List.of(destination), message, null);
	}

	@Override
	protected @Nullable Message<?> doSendAndReceive(String destination, Message<?> request) {
		return orNull(this.requests.ask(List.of(destination), request, this.properties.getReplyTimeout()));
	}

	@Override
	protected @Nullable Message<?> doReceive(String destination) {
		return receive(destination, this.properties.getReceiveTimeout());
	}

	@Override
	public @Nullable Message<?> receive(String group, Duration timeout) {
		try (SpreadReceiver receiver = receiver(group)) {
			return receiver.receive(timeout);
		}
	}

	@Override
	public <T> @Nullable T receiveAndConvert(String group, Class<T> type, Duration timeout) {
		Message<?> message = receive(group, timeout);
		return (message != null) ? convert(message, type) : null;
	}

	@Override
	public SpreadReceiver receiver(String... groups) {
		return new SpreadReceiver(this.outgoing.session(), this.mapper, this::convert, groups);
	}

	@Override
	public void reply(Message<?> request, @Nullable String destination, Object reply) {
		if (destination == null && Requests.isOwnToOurselves(request)) {
			// else a peer that asks us to answer ourselves would make us do so for ever
			noReply(request);
			return;
		}
		Message<?> answer = Requests.answer(request, message(reply, Map.of(), null));
		if (destination != null) {
			multicast(List.of(destination), answer, null);
		}
		else {
			this.outgoing.reply(Requests.returnAddress(request), answer);
		}
	}

	@Override
	public void noReply(Message<?> request) {
		this.requests.noReply(request);
	}

	@Override
	public void destroy() {
		this.requests.desk().close();
	}

	Requests requests() {
		return this.requests;
	}

	/**
	 * The one way out for all messages.
	 * @param destinations groups and member ids
	 * @param message payload, headers and options
	 * @param callback told what becomes of it; {@code null} if nobody wants to know
	 */
	void multicast(List<String> destinations, Message<?> message, @Nullable SendCallback callback) {
		this.outgoing.send(destinations, message, callback);
	}

	/**
	 * Make a message of what an application wants to send.
	 * @param payload the payload, or a message
	 * @param headers headers to add; they win over those of a message
	 * @param postProcessor changes the message once more
	 * @return the message, its payload as bytes
	 */
	Message<?> message(Object payload, Map<String, Object> headers, @Nullable MessagePostProcessor postProcessor) {
		if (payload instanceof Message<?> message) {
			Map<String, Object> all = new LinkedHashMap<>(message.getHeaders());
			all.remove(MessageHeaders.ID);
			all.remove(MessageHeaders.TIMESTAMP);
			all.putAll(headers);
			return doConvert(message.getPayload(), all, postProcessor);
		}
		return doConvert(payload, headers, postProcessor);
	}

	<T> T convert(Message<?> message, Class<T> type) {
		if (type.isInstance(message)) {
			return type.cast(message);
		}
		T payload = doConvert(message, type);
		if (payload == null) {
			throw new MessageConversionException(message, "Nothing to convert to %s".formatted(type.getName()));
		}
		return payload;
	}

	static @Nullable Message<?> orNull(Waiting<?, Message<?>> waiting) {
		try {
			return waiting.await();
		}
		catch (ReplyTimeoutException ex) {
			return null;
		}
	}

}
