package io.github.spreadspring.boot.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.util.MimeType;

import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.TemplateProperties;
import io.github.spreadspring.protocol.ServiceType;

/**
 * How the template sends and waits.
 */
public class SpreadTemplateProperties {

	/**
	 * Group or member id that messages without a destination are sent to.
	 */
	private @Nullable String defaultDestination;

	/**
	 * Guarantee that messages are sent with.
	 */
	private ServiceType serviceType = ServiceType.AGREED;

	/**
	 * Message type that messages are sent with, -32768 to 32767.
	 */
	private int messageType = 0;

	/**
	 * Whether this application gets no copy of what it sends.
	 */
	private boolean selfDiscard = false;

	/**
	 * Content type of messages, which chooses the message converter. What fits the
	 * payload if it is not set.
	 */
	private @Nullable MimeType contentType;

	/**
	 * Time that a send waits for the session to be connected, if it is not.
	 */
	private Duration sendTimeout = Duration.ZERO;

	/**
	 * Time that a request waits for its reply.
	 */
	private Duration replyTimeout = Duration.ofSeconds(5);

	/**
	 * Time that receiving once waits for a message.
	 */
	private Duration receiveTimeout = Duration.ofSeconds(5);

	public @Nullable String getDefaultDestination() {
		return this.defaultDestination;
	}

	public void setDefaultDestination(@Nullable String defaultDestination) {
		this.defaultDestination = defaultDestination;
	}

	public ServiceType getServiceType() {
		return this.serviceType;
	}

	public void setServiceType(ServiceType serviceType) {
		this.serviceType = serviceType;
	}

	public int getMessageType() {
		return this.messageType;
	}

	public void setMessageType(int messageType) {
		this.messageType = messageType;
	}

	public boolean isSelfDiscard() {
		return this.selfDiscard;
	}

	public void setSelfDiscard(boolean selfDiscard) {
		this.selfDiscard = selfDiscard;
	}

	public @Nullable MimeType getContentType() {
		return this.contentType;
	}

	public void setContentType(@Nullable MimeType contentType) {
		this.contentType = contentType;
	}

	public Duration getSendTimeout() {
		return this.sendTimeout;
	}

	public void setSendTimeout(Duration sendTimeout) {
		this.sendTimeout = sendTimeout;
	}

	public Duration getReplyTimeout() {
		return this.replyTimeout;
	}

	public void setReplyTimeout(Duration replyTimeout) {
		this.replyTimeout = replyTimeout;
	}

	public Duration getReceiveTimeout() {
		return this.receiveTimeout;
	}

	public void setReceiveTimeout(Duration receiveTimeout) {
		this.receiveTimeout = receiveTimeout;
	}

	void applyTo(SpreadTemplate template) {
		TemplateProperties properties = template.getProperties();
		properties.setServiceType(this.serviceType);
		properties.setMessageType(this.messageType);
		properties.setSelfDiscard(this.selfDiscard);
		properties.setContentType(this.contentType);
		properties.setSendTimeout(this.sendTimeout);
		properties.setReplyTimeout(this.replyTimeout);
		properties.setReceiveTimeout(this.receiveTimeout);
		if (this.defaultDestination != null) {
			template.setDefaultDestination(this.defaultDestination);
		}
	}

}
