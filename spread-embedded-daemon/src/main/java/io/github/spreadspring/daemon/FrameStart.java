package io.github.spreadspring.daemon;

import java.nio.ByteBuffer;
import java.util.List;

import io.github.spreadspring.protocol.FrameHeader;
import io.github.spreadspring.protocol.FrameType;
import io.github.spreadspring.protocol.NameField;
import io.github.spreadspring.protocol.SpreadLimits;

/**
 * How a frame that was found in order begins: header and destinations. A client hardly
 * ever sends one message only to the same groups, so the next frame is compared with the
 * one before, which is much less work than to check and decode it.
 */
final class FrameStart {

	private final FrameType type;

	private final List<String> groups;

	/** The length of the body stands in it too, and has no meaning here. */
	private final ByteBuffer bytes;

	private final int maxBody;

	/**
	 * Keep how a frame begins.
	 * @param type what the frame is
	 * @param frame the frame from its position on, in the daemon's byte order
	 * @param groupCount how many destinations it has
	 */
	FrameStart(FrameType type, ByteBuffer frame, int groupCount) {
		int groupsLength = groupCount * NameField.SIZE;
		this.type = type;
		this.bytes = ByteBuffer.allocate(FrameHeader.SIZE + groupsLength)
			.order(FrameReader.ORDER)
			.put(frame.slice().limit(FrameHeader.SIZE + groupsLength));
		this.groups = NameField.readAll(this.bytes.position(FrameHeader.SIZE), groupCount);
		this.maxBody = SpreadLimits.MAX_BODY_AND_GROUPS_ACCEPTED - groupsLength;
	}

	/**
	 * Whether a frame begins like this and is in order.
	 * @param in holds the frame
	 * @param index where the frame begins
	 * @return {@code false} also when not enough has arrived to tell
	 */
	boolean isStartOf(ByteBuffer in, int index) {
		if (in.limit() - index < this.bytes.limit()) {
			return false;
		}
		for (int i = 0; i < FrameHeader.GROUP_COUNT_OFFSET + Integer.BYTES; i += Long.BYTES) {
			if (in.getLong(index + i) != this.bytes.getLong(i)) {
				return false;
			}
		}
		// the hint, between group count and length of the body
		int hint = FrameHeader.GROUP_COUNT_OFFSET + Integer.BYTES;
		if (in.getInt(index + hint) != this.bytes.getInt(hint)) {
			return false;
		}
		for (int i = FrameHeader.SIZE; i < this.bytes.limit(); i += Long.BYTES) {
			if (in.getLong(index + i) != this.bytes.getLong(i)) {
				return false;
			}
		}
		int body = bodyLength(in, index);
		return body >= 0 && body <= this.maxBody;
	}

	/**
	 * Return the length of a frame that begins like this.
	 * @param in holds the beginning of the frame
	 * @param index where the frame begins
	 * @return its length in bytes
	 */
	int frameLength(ByteBuffer in, int index) {
		return this.bytes.limit() + bodyLength(in, index);
	}

	private static int bodyLength(ByteBuffer in, int index) {
		return in.getInt(index + FrameHeader.BODY_LENGTH_OFFSET);
	}

	FrameType type() {
		return this.type;
	}

	List<String> groups() {
		return this.groups;
	}

}
