package io.github.spreadspring.client.message;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.ServiceType;

/**
 * A message to send. Without further wishes: {@link ServiceType#AGREED}, message type 0,
 * with a copy for ourselves where we are among the receivers. Immutable; each method with
 * an argument returns another message.
 */
public final class OutboundMessage {

	private final List<String> groups;

	private final ServiceType serviceType;

	private final boolean selfDiscard;

	private final short messageType;

	private final List<ByteBuffer> parts;

	private OutboundMessage(List<String> groups, ServiceType serviceType, boolean selfDiscard, short messageType,
			List<ByteBuffer> parts) {
		this.groups = groups;
		this.serviceType = serviceType;
		this.selfDiscard = selfDiscard;
		this.messageType = messageType;
		this.parts = parts;
	}

	/**
	 * Create a message.
	 * @param group the destination: a group or the text of a member id
	 * @param body the bytes; not copied, so not to be changed. At most 143,151 less 32
	 * for each destination
	 * @return the message
	 */
	public static OutboundMessage of(String group, byte[] body) {
		return new OutboundMessage(List.of(group), ServiceType.AGREED, false, (short) 0,
				List.of(ByteBuffer.wrap(body)));
	}

	/**
	 * Create a message to one member.
	 * @param member the destination
	 * @param body the bytes; not copied, so not to be changed
	 * @return the message
	 */
	public static OutboundMessage of(MemberId member, byte[] body) {
		return of(member.toString(), body);
	}

	/**
	 * Create a message whose body lies in several places, as with the scatter send of the
	 * C API: receivers get the parts as one body.
	 * @param group the destination: a group or the text of a member id
	 * @param parts the bytes from position to limit of each buffer; not copied, so not to
	 * be changed. The buffers themselves stay as they are
	 * @return the message
	 */
	public static OutboundMessage gather(String group, ByteBuffer... parts) {
		List<ByteBuffer> own = Arrays.stream(parts).map(ByteBuffer::asReadOnlyBuffer).toList();
		return new OutboundMessage(List.of(group), ServiceType.AGREED, false, (short) 0, own);
	}

	/**
	 * Return this message with other destinations.
	 * @param groups the destinations, 1 to 43
	 * @return the message
	 */
	public OutboundMessage to(String... groups) {
		return to(List.of(groups));
	}

	/**
	 * Return this message with other destinations.
	 * @param groups the destinations, 1 to 43
	 * @return the message
	 */
	public OutboundMessage to(List<String> groups) {
		return new OutboundMessage(List.copyOf(groups), this.serviceType, this.selfDiscard, this.messageType,
				this.parts);
	}

	/**
	 * Return this message with another guarantee.
	 * @param serviceType the guarantee
	 * @return the message
	 */
	public OutboundMessage service(ServiceType serviceType) {
		return new OutboundMessage(this.groups, serviceType, this.selfDiscard, this.messageType, this.parts);
	}

	/**
	 * Return this message with another message type.
	 * @param messageType the application's number, -32768 to 32767
	 * @return the message
	 * @throws IllegalArgumentException if the number does not fit in 16 bits
	 */
	public OutboundMessage type(int messageType) {
		return new OutboundMessage(this.groups, this.serviceType, this.selfDiscard, requireType(messageType),
				this.parts);
	}

	/**
	 * Check a message type.
	 * @param messageType the application's number
	 * @return the number
	 * @throws IllegalArgumentException if the number does not fit in 16 bits
	 */
	public static short requireType(int messageType) {
		if (messageType != (short) messageType) {
			throw new IllegalArgumentException("Message type %d is not allowed: a 16-bit number, %d to %d, is"
				.formatted(messageType, Short.MIN_VALUE, Short.MAX_VALUE));
		}
		return (short) messageType;
	}

	/**
	 * Return this message without a copy for ourselves.
	 * @return the message
	 */
	public OutboundMessage discardSelf() {
		return new OutboundMessage(this.groups, this.serviceType, true, this.messageType, this.parts);
	}

	/**
	 * Return the destinations.
	 * @return groups or member ids
	 */
	public List<String> groups() {
		return this.groups;
	}

	/**
	 * Return the guarantee.
	 * @return the service type
	 */
	public ServiceType serviceType() {
		return this.serviceType;
	}

	/**
	 * Return whether we want no copy ourselves.
	 * @return {@code true} if the message is discarded where it would reach its sender
	 */
	public boolean selfDiscard() {
		return this.selfDiscard;
	}

	/**
	 * Return the application's 16-bit number.
	 * @return the message type
	 */
	public short messageType() {
		return this.messageType;
	}

	/**
	 * Return the length of the body.
	 * @return the length in bytes
	 */
	public int bodyLength() {
		long length = 0;
		for (ByteBuffer part : this.parts) {
			length += part.remaining();
		}
		return (int) Math.min(length, Integer.MAX_VALUE);
	}

	/**
	 * Write the body.
	 * @param target where to, advanced by {@link #bodyLength()} bytes
	 */
	public void writeBody(ByteBuffer target) {
		for (ByteBuffer part : this.parts) {
			target.put(target.position(), part, part.position(), part.remaining());
			target.position(target.position() + part.remaining());
		}
	}

	/**
	 * Return the body in one piece.
	 * @return the bytes; not to be changed
	 */
	public byte[] body() {
		ByteBuffer first = this.parts.isEmpty() ? ByteBuffer.allocate(0) : this.parts.get(0);
		if (this.parts.size() == 1 && first.hasArray()) {
			return first.array();
		}
		byte[] body = new byte[bodyLength()];
		writeBody(ByteBuffer.wrap(body));
		return body;
	}

	@Override
	public String toString() {
		return "%s message of type %d to %s, %d bytes".formatted(this.serviceType, this.messageType, this.groups,
				bodyLength());
	}

}
