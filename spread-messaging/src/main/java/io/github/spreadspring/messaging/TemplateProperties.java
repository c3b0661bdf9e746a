package io.github.spreadspring.messaging;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.util.MimeType;

import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.messaging.support.SpreadHeaders;
import io.github.spreadspring.protocol.ServiceType;

/**
 * How a template sends and waits, unless a message says otherwise.
 */
public class TemplateProperties {

	private ServiceType serviceType = ServiceType.AGREED;

	private int messageType;

	private boolean selfDiscard;

	private @Nullable MimeType contentType;

	private Duration sendTimeout = Duration.ZERO;

	private Duration replyTimeout = Duration.ofSeconds(5);

	private Duration receiveTimeout = Duration.ofSeconds(5);

	/** Made when an option changes, so that it costs nothing with each message. */
	private volatile Map<String, Object> headers = Map.of();

	/**
	 * Return the guarantee.
	 * @return default AGREED
	 */
	public ServiceType getServiceType() {
		return this.serviceType;
	}

	/**
	 * Set the guarantee.
	 * @param serviceType default AGREED
	 */
	public void setServiceType(ServiceType serviceType) {
		this.serviceType = serviceType;
		this.headers = headers();
	}

	/**
	 * Return the message type.
	 * @return default 0
	 */
	public int getMessageType() {
		return this.messageType;
	}

	/**
	 * Set the message type.
	 * @param messageType the application's number, -32768 to 32767; default 0
	 */
	public void setMessageType(int messageType) {
		this.messageType = OutboundMessage.requireType(messageType);
		this.headers = headers();
	}

	/**
	 * Return whether we get no copy of what we send.
	 * @return default {@code false}
	 */
	public boolean isSelfDiscard() {
		return this.selfDiscard;
	}

	/**
	 * Set whether we get no copy of what we send.
	 * @param selfDiscard default {@code false}
	 */
	public void setSelfDiscard(boolean selfDiscard) {
		this.selfDiscard = selfDiscard;
		this.headers = headers();
	}

	/**
	 * Return the content type.
	 * @return {@code null} for what fits the payload, the default
	 */
	public @Nullable MimeType getContentType() {
		return this.contentType;
	}

	/**
	 * Set the content type. It chooses the message converter; on the wire it travels only
	 * where other headers do.
	 * @param contentType {@code null} for what fits the payload, the default
	 */
	public void setContentType(@Nullable MimeType contentType) {
		this.contentType = contentType;
	}

	/**
	 * Return how long a send waits for the session to be connected.
	 * @return default zero
	 */
	public Duration getSendTimeout() {
		return this.sendTimeout;
	}

	/**
	 * Set how long a send waits for the session to be connected, if it is not. What was
	 * being sent when the connection broke fails all the same: nobody knows whether the
	 * daemon has it.
	 * @param sendTimeout default zero: a send without a connection fails at once
	 */
	public void setSendTimeout(Duration sendTimeout) {
		this.sendTimeout = requireNotNegative("Send timeout", sendTimeout);
	}

	/**
	 * Return how long a request waits for its reply.
	 * @return default 5 seconds
	 */
	public Duration getReplyTimeout() {
		return this.replyTimeout;
	}

	/**
	 * Set how long a request waits for its reply.
	 * @param replyTimeout default 5 seconds
	 */
	public void setReplyTimeout(Duration replyTimeout) {
		this.replyTimeout = requireNotNegative("Reply timeout", replyTimeout);
	}

	/**
	 * Return how long receiving once waits for a message.
	 * @return default 5 seconds
	 */
	public Duration getReceiveTimeout() {
		return this.receiveTimeout;
	}

	/**
	 * Set how long receiving once waits for a message.
	 * @param receiveTimeout default 5 seconds
	 */
	public void setReceiveTimeout(Duration receiveTimeout) {
		this.receiveTimeout = requireNotNegative("Receive timeout", receiveTimeout);
	}

	/**
	 * Return what differs from what a message has without any header.
	 * @return the headers to add where a message has none of its own
	 */
	Map<String, Object> toHeaders() {
		return this.headers;
	}

	private Map<String, Object> headers() {
		Map<String, Object> headers = new HashMap<>();
		if (this.serviceType != ServiceType.AGREED) {
			headers.put(SpreadHeaders.SERVICE_TYPE, this.serviceType);
		}
		if (this.messageType != 0) {
			headers.put(SpreadHeaders.MESSAGE_TYPE, this.messageType);
		}
		if (this.selfDiscard) {
			headers.put(SpreadHeaders.SELF_DISCARD, true);
		}
		return headers;
	}

	private static Duration requireNotNegative(String what, Duration value) {
		if (value.isNegative()) {
			throw new IllegalArgumentException("%s %s is not allowed: zero or more is".formatted(what, value));
		}
		return value;
	}

}
