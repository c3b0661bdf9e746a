package io.github.spreadspring.messaging.support;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageHeaderAccessor;

import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.ServiceType;

/**
 * {@link SpreadHeaders} with their types, to read those of a received message and to set
 * those of one to send. A listener method can have it as a parameter. A setter takes
 * {@code null} to remove the header.
 */
public class SpreadHeaderAccessor extends MessageHeaderAccessor {

	/**
	 * Create an accessor.
	 * @param message the message whose headers to copy, or {@code null}
	 */
	protected SpreadHeaderAccessor(@Nullable Message<?> message) {
		super(message);
	}

	/**
	 * Create an accessor for a new message.
	 * @return the accessor, without headers
	 */
	public static SpreadHeaderAccessor create() {
		return new SpreadHeaderAccessor(null);
	}

	/**
	 * Create an accessor for the headers of a message.
	 * @param message the message, which stays as it is
	 * @return the accessor, with a copy of its headers
	 */
	public static SpreadHeaderAccessor wrap(Message<?> message) {
		return new SpreadHeaderAccessor(message);
	}

	@Override
	protected SpreadHeaderAccessor createAccessor(Message<?> message) {
		return wrap(message);
	}

	/**
	 * Return who sent the message.
	 * @return the member id, or {@code null} if the message was not received
	 */
	public @Nullable MemberId getSender() {
		return get(SpreadHeaders.SENDER, MemberId.class);
	}

	/**
	 * Return all destinations as sent.
	 * @return groups and member ids; empty if the message was not received
	 */
	@SuppressWarnings("unchecked")
	public List<String> getGroups() {
		List<String> groups = get(SpreadHeaders.GROUPS, List.class);
		return (groups != null) ? groups : List.of();
	}

	/**
	 * Return the message or event as the client has it.
	 * @return the event, or {@code null} if nothing was received
	 */
	public @Nullable SpreadEvent getEvent() {
		return get(SpreadHeaders.EVENT, SpreadEvent.class);
	}

	/**
	 * Return the guarantee.
	 * @return the service type; AGREED, with which messages are sent by default, if none
	 * is set
	 * @throws IllegalArgumentException if the header is no service type
	 */
	public ServiceType getServiceType() {
		return SendOptions.serviceType(getHeader(SpreadHeaders.SERVICE_TYPE));
	}

	/**
	 * Choose the guarantee.
	 * @param serviceType the service type; default AGREED
	 */
	public void setServiceType(@Nullable ServiceType serviceType) {
		setHeader(SpreadHeaders.SERVICE_TYPE, serviceType);
	}

	/**
	 * Return the message type.
	 * @return the application's number, 0 if none is set
	 * @throws IllegalArgumentException if the header is no 16-bit number
	 */
	public int getMessageType() {
		return SendOptions.messageType(getHeader(SpreadHeaders.MESSAGE_TYPE));
	}

	/**
	 * Choose the message type.
	 * @param messageType the application's number, -32768 to 32767; default 0
	 * @throws IllegalArgumentException if the number does not fit
	 */
	public void setMessageType(int messageType) {
		setHeader(SpreadHeaders.MESSAGE_TYPE, SendOptions.messageType(messageType));
	}

	/**
	 * Return whether the sender gets no copy.
	 * @return {@code false} if none is set
	 * @throws IllegalArgumentException if the header is no boolean
	 */
	public boolean isSelfDiscard() {
		return SendOptions.selfDiscard(getHeader(SpreadHeaders.SELF_DISCARD));
	}

	/**
	 * Choose whether the sender gets no copy.
	 * @param selfDiscard whether it gets none; default {@code false}
	 */
	public void setSelfDiscard(boolean selfDiscard) {
		setHeader(SpreadHeaders.SELF_DISCARD, selfDiscard);
	}

	/**
	 * Return where an answer is wanted.
	 * @return a member id or a group; {@code null} for the sender
	 */
	public @Nullable String getReplyTo() {
		return text(SpreadHeaders.REPLY_TO, WireHeaders.REPLY_TO);
	}

	/**
	 * Say where an answer is wanted.
	 * @param replyTo a member id or a group; {@code null} for the sender
	 */
	public void setReplyTo(@Nullable String replyTo) {
		setHeader(WireHeaders.REPLY_TO, null);
		setHeader(SpreadHeaders.REPLY_TO, replyTo);
	}

	/**
	 * Return which request an answer belongs to.
	 * @return the text that its asker chose, or {@code null}
	 */
	public @Nullable String getCorrelationId() {
		return text(SpreadHeaders.CORRELATION_ID, WireHeaders.CORRELATION_ID);
	}

	/**
	 * Say which request an answer belongs to.
	 * @param correlationId the text that its asker chose, or {@code null}
	 */
	public void setCorrelationId(@Nullable String correlationId) {
		setHeader(WireHeaders.CORRELATION_ID, null);
		setHeader(SpreadHeaders.CORRELATION_ID, correlationId);
	}

	/**
	 * Return when headers travel with this message.
	 * @return the mode, or {@code null} for the one of the {@link HeaderSettings}
	 * @throws IllegalArgumentException if the header is no header mode
	 */
	public @Nullable HeaderMode getHeaderMode() {
		Object mode = getHeader(SpreadHeaders.HEADER_MODE);
		return (mode != null) ? SendOptions.headerMode(mode, HeaderMode.AUTO) : null;
	}

	/**
	 * Choose when headers travel with this message.
	 * @param mode the mode, or {@code null} for the one of the {@link HeaderSettings}
	 */
	public void setHeaderMode(@Nullable HeaderMode mode) {
		setHeader(SpreadHeaders.HEADER_MODE, mode);
	}

	private @Nullable String text(String name, String wireName) {
		Object value = getHeader(name);
		value = (value != null) ? value : getHeader(wireName);
		return (value != null) ? value.toString() : null;
	}

	private <T> @Nullable T get(String name, Class<T> type) {
		Object value = getHeader(name);
		return type.isInstance(value) ? type.cast(value) : null;
	}

}
