package io.github.spreadspring.client.message;

import java.util.List;

import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.ServiceType;

/**
 * A message to send. Without further wishes: {@link ServiceType#AGREED}, message type 0,
 * with a copy for ourselves where we are among the receivers.
 *
 * @param groups the destinations, 1 to 43: groups or member ids
 * @param serviceType the guarantee
 * @param selfDiscard whether we want no copy ourselves
 * @param messageType the application's 16-bit number
 * @param body the bytes; not copied, so not to be changed. At most 143,151 less 32 for
 * each destination
 */
public record OutboundMessage(List<String> groups, ServiceType serviceType, boolean selfDiscard, short messageType,
		byte[] body) {

	/**
	 * Take a copy of the destinations.
	 * @param groups the destinations
	 * @param serviceType the guarantee
	 * @param selfDiscard whether we want no copy ourselves
	 * @param messageType the application's 16-bit number
	 * @param body the bytes
	 */
	public OutboundMessage {
		groups = List.copyOf(groups);
	}

	/**
	 * Create a message.
	 * @param group the destination: a group or the text of a member id
	 * @param body the bytes
	 * @return the message
	 */
	public static OutboundMessage of(String group, byte[] body) {
		return new OutboundMessage(List.of(group), ServiceType.AGREED, false, (short) 0, body);
	}

	/**
	 * Create a message to one member.
	 * @param member the destination
	 * @param body the bytes
	 * @return the message
	 */
	public static OutboundMessage of(MemberId member, byte[] body) {
		return of(member.toString(), body);
	}

	/**
	 * Return this message with other destinations.
	 * @param groups the destinations, 1 to 43
	 * @return the message
	 */
	public OutboundMessage to(String... groups) {
		return new OutboundMessage(List.of(groups), this.serviceType, this.selfDiscard, this.messageType, this.body);
	}

	/**
	 * Return this message with another guarantee.
	 * @param serviceType the guarantee
	 * @return the message
	 */
	public OutboundMessage service(ServiceType serviceType) {
		return new OutboundMessage(this.groups, serviceType, this.selfDiscard, this.messageType, this.body);
	}

	/**
	 * Return this message with another message type.
	 * @param messageType the application's number, -32768 to 32767
	 * @return the message
	 * @throws IllegalArgumentException if the number does not fit in 16 bits
	 */
	public OutboundMessage type(int messageType) {
		if (messageType != (short) messageType) {
			throw new IllegalArgumentException("Message type %d is not allowed: a 16-bit number, %d to %d, is"
				.formatted(messageType, Short.MIN_VALUE, Short.MAX_VALUE));
		}
		return new OutboundMessage(this.groups, this.serviceType, this.selfDiscard, (short) messageType, this.body);
	}

	/**
	 * Return this message without a copy for ourselves.
	 * @return the message
	 */
	public OutboundMessage discardSelf() {
		return new OutboundMessage(this.groups, this.serviceType, true, this.messageType, this.body);
	}

}
