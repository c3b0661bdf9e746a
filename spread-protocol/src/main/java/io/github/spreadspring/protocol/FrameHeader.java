package io.github.spreadspring.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.jspecify.annotations.Nullable;

/**
 * The first 48 bytes of every frame.
 *
 * @param order the byte order of the integers in this frame
 * @param type what the frame is
 * @param privateGroup the sender's private group; in membership frames the name of the
 * group
 * @param groupCount how many names follow the header, as received: may be negative
 * @param hint the message type
 * @param hintLegal whether the hint had no foreign bits
 * @param bodyLength the length of the body in bytes, as received: may be negative
 */
public record FrameHeader(ByteOrder order, FrameType type, String privateGroup, int groupCount, MessageHint hint,
		boolean hintLegal, int bodyLength) {

	/**
	 * Size of a header in bytes.
	 */
	public static final int SIZE = 48;

	private static final int OLD_TYPE_SIZE = 4;

	private static final int GROUP_COUNT_OFFSET = 36;

	private static final int BODY_LENGTH_OFFSET = 44;

	/**
	 * Read a header.
	 * @param buffer the buffer with at least {@value #SIZE} bytes, advanced behind them;
	 * its byte order does not matter and is left at that of the frame
	 * @return the header
	 */
	public static FrameHeader read(ByteBuffer buffer) {
		return read(buffer, null);
	}

	/**
	 * Read a header.
	 * @param buffer the buffer with at least {@value #SIZE} bytes, advanced behind them;
	 * its byte order does not matter and is left at that of the frame
	 * @param names names read lately
	 * @return the header
	 */
	public static FrameHeader read(ByteBuffer buffer, @Nullable NameCache names) {
		int typeWord = buffer.order(ByteOrder.LITTLE_ENDIAN).getInt(buffer.position());
		ByteOrder order = EndianBits.orderOf(typeWord);
		FrameType type = new FrameType(buffer.order(order).getInt());
		String privateGroup = (names != null) ? names.read(buffer) : NameField.read(buffer);
		int groupCount = buffer.getInt();
		int hint = MessageHint.readWord(buffer);
		return new FrameHeader(order, type, privateGroup, groupCount, MessageHint.of(hint), MessageHint.isLegal(hint),
				buffer.getInt());
	}

	/**
	 * Convert the header of a complete frame in place, as a daemon does before it passes
	 * a frame on: type, group count and body length change to the given byte order, while
	 * names and hint stay as the sender wrote them, byte by byte.
	 * @param frame the frame, from its position on; neither position nor order change
	 * @param order the byte order to convert to
	 */
	public static void convert(ByteBuffer frame, ByteOrder order) {
		ByteBuffer view = frame.duplicate().order(ByteOrder.LITTLE_ENDIAN);
		int start = view.position();
		int typeWord = view.getInt(start);
		if (EndianBits.orderOf(typeWord) == order) {
			return;
		}
		view.order(order);
		int type = view.getInt(start);
		view.putInt(start, EndianBits.mark(Integer.reverseBytes(type), order));
		view.putInt(start + GROUP_COUNT_OFFSET, Integer.reverseBytes(view.getInt(start + GROUP_COUNT_OFFSET)));
		view.putInt(start + BODY_LENGTH_OFFSET, Integer.reverseBytes(view.getInt(start + BODY_LENGTH_OFFSET)));
	}

	/**
	 * Check the lengths before they are used, so that nobody can make us allocate
	 * gigabytes or lose our place in the stream.
	 * @param maxGroups the most names accepted
	 * @param maxBody the longest body accepted
	 * @return this header
	 * @throws MalformedFrameException if a length is negative or above its bound
	 */
	public FrameHeader requireSane(int maxGroups, int maxBody) {
		if (this.groupCount < 0 || this.groupCount > maxGroups) {
			throw new MalformedFrameException(
					"Frame with %d groups; 0 to %d are allowed".formatted(this.groupCount, maxGroups));
		}
		if (this.bodyLength < 0 || this.bodyLength > maxBody) {
			throw new MalformedFrameException(
					"Frame with a body of %d bytes; 0 to %d are allowed".formatted(this.bodyLength, maxBody));
		}
		return this;
	}

	/**
	 * Return how many bytes follow the header when a daemon sent it: the old type of a
	 * refused message, the groups and the body.
	 * @return the number of bytes
	 */
	public int remainderLength() {
		return (this.type.isReject() ? OLD_TYPE_SIZE : 0) + this.groupCount * NameField.SIZE + this.bodyLength;
	}

	void write(ByteBuffer buffer) {
		buffer.order(this.order);
		buffer.putInt(EndianBits.mark(this.type.bits(), this.order));
		NameField.write(buffer, this.privateGroup);
		buffer.putInt(this.groupCount);
		this.hint.write(buffer);
		buffer.putInt(this.bodyLength);
	}

}
