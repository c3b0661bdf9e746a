package io.github.spreadspring.daemon;

import java.util.List;

import io.netty.buffer.ByteBuf;

import io.github.spreadspring.protocol.FrameHeader;
import io.github.spreadspring.protocol.FrameType;
import io.github.spreadspring.protocol.NameField;

/**
 * Frames that a client sent one after the other and that differ in their bodies only,
 * checked and in the daemon's byte order. Whatever has to be found out about a frame is
 * found out once for all of them, and they are passed on as the bytes they came as. A run
 * is used up frame by frame, and then released by whoever has it.
 */
final class FrameRun {

	private final FrameStart start;

	private final ByteBuf bytes;

	private int frames;

	/**
	 * Create a run.
	 * @param start how all its frames begin
	 * @param bytes the frames; taken over
	 * @param frames how many they are, at least 1
	 */
	FrameRun(FrameStart start, ByteBuf bytes, int frames) {
		this.start = start;
		this.bytes = bytes;
		this.frames = frames;
	}

	/**
	 * Return the length of a frame.
	 * @param bytes holds the frame, in the daemon's byte order
	 * @param index where the frame begins
	 * @return its length in bytes
	 */
	static int lengthOfFrame(ByteBuf bytes, int index) {
		return FrameHeader.SIZE + bytes.getIntLE(index + FrameHeader.GROUP_COUNT_OFFSET) * NameField.SIZE
				+ bytes.getIntLE(index + FrameHeader.BODY_LENGTH_OFFSET);
	}

	FrameType type() {
		return this.start.type();
	}

	boolean isCommand() {
		return type().has(FrameType.JOIN | FrameType.LEAVE | FrameType.KILL);
	}

	/**
	 * Return the destinations.
	 * @return the names as the client wrote them
	 */
	List<String> groups() {
		return this.start.groups();
	}

	/**
	 * Whether there is a name that a join or leave can act on. The C daemon would take
	 * whatever stands in its memory instead.
	 * @return {@code true} if there is a first name, terminated by NUL
	 */
	boolean hasGroup() {
		return !groups().isEmpty() && groups().get(0).length() < NameField.SIZE;
	}

	String group() {
		return groups().get(0);
	}

	/**
	 * Return how many frames are left.
	 * @return 0 when the run is used up
	 */
	int frames() {
		return this.frames;
	}

	/**
	 * Use up some frames.
	 * @param count how many, at most as many as are left
	 * @return their bytes; valid until the run is released unless retained
	 */
	ByteBuf next(int count) {
		int length = this.bytes.readableBytes();
		if (count < this.frames) {
			int begin = this.bytes.readerIndex();
			int end = begin;
			for (int i = 0; i < count; i++) {
				end += lengthOfFrame(this.bytes, end);
			}
			length = end - begin;
		}
		this.frames -= count;
		return this.bytes.readSlice(length);
	}

	/**
	 * Return the length of the longest frame that is left.
	 * @return its length in bytes
	 */
	int longestFrame() {
		int longest = 0;
		int end = this.bytes.readerIndex();
		for (int i = 0; i < this.frames; i++) {
			int length = lengthOfFrame(this.bytes, end);
			longest = Math.max(longest, length);
			end += length;
		}
		return longest;
	}

	/**
	 * Return the same frames once more.
	 * @return a run of its own, to be released too
	 */
	FrameRun copy() {
		return new FrameRun(this.start, this.bytes.retainedDuplicate(), this.frames);
	}

	void release() {
		this.bytes.release();
	}

}
