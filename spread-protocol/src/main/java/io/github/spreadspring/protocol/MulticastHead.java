package io.github.spreadspring.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Writes what stands before the body of a client's message, straight into a buffer. The
 * same bytes as {@link ClientFrames#multicast} and with the same guards, for those who
 * send too many messages to make objects of them.
 */
public final class MulticastHead {

	private final ByteOrder order;

	private final byte[] self = new byte[NameField.SIZE];

	/**
	 * Prepare for the messages of one client.
	 * @param self the own private group
	 * @param order the byte order to write in
	 */
	public MulticastHead(MemberId self, ByteOrder order) {
		this.order = order;
		NameField.write(ByteBuffer.wrap(this.self), self.toString());
	}

	/**
	 * Refuse a message that is not allowed.
	 * @param groups the destinations: groups or member ids
	 * @param bodyLength the length of the body in bytes
	 * @return the length of the whole frame in bytes
	 * @throws IllegalNameException if a destination is not allowed
	 * @throws IllegalDestinationsException without any or with too many destinations
	 * @throws MessageTooLongException if the body is too long
	 */
	public static int requireLegal(List<String> groups, int bodyLength) {
		int count = groups.size();
		SpreadLimits.check(bodyLength, count);
		for (int i = 0; i < count; i++) {
			Names.requireDestination(groups.get(i));
		}
		return FrameHeader.SIZE + count * NameField.SIZE + bodyLength;
	}

	/**
	 * Write header and destinations of a message that is allowed.
	 * @param target the buffer, advanced behind them; its byte order is set to that of
	 * the frame
	 * @param serviceType the guarantee
	 * @param selfDiscard whether the sender gets no copy
	 * @param groups the destinations
	 * @param messageType the application's number
	 * @param bodyLength the length of the body that follows
	 */
	public void write(ByteBuffer target, ServiceType serviceType, boolean selfDiscard, List<String> groups,
			short messageType, int bodyLength) {
		target.order(this.order);
		target.putInt(EndianBits.mark(FrameType.message(serviceType, selfDiscard).bits(), this.order));
		target.put(this.self);
		target.putInt(groups.size());
		target.putInt(EndianBits.mark((messageType & 0xffff) << 8, this.order));
		target.putInt(bodyLength);
		for (int i = 0; i < groups.size(); i++) {
			NameField.write(target, groups.get(i));
		}
	}

}
