package io.github.spreadspring.protocol;

import java.nio.ByteBuffer;

/**
 * The id of one membership of one group. Two ids can only be compared for being equal.
 * After a group was empty its ids can come back.
 *
 * @param daemonId the virtual id of the daemon that formed the daemon membership
 * @param time when that daemon membership was formed, in seconds of its wall clock
 * @param index counts the changes of the group within that daemon membership, from 1
 */
public record GroupId(int daemonId, int time, int index) {

	/**
	 * Size on the wire in bytes.
	 */
	public static final int SIZE = 12;

	/**
	 * Read an id.
	 * @param buffer the buffer in the byte order of the frame, advanced by {@value #SIZE}
	 * bytes
	 * @return the id
	 */
	static GroupId read(ByteBuffer buffer) {
		return new GroupId(buffer.getInt(), buffer.getInt(), buffer.getInt());
	}

	/**
	 * Read the id that is the body of a transitional signal.
	 * @param frame the transitional signal
	 * @return the id of the membership that is about to end
	 * @throws MalformedFrameException if the body is too short
	 */
	public static GroupId ofTransition(Frame frame) {
		if (frame.body().length < SIZE) {
			throw new MalformedFrameException(
					"Transitional signal with a body of %d bytes; %d are needed".formatted(frame.body().length, SIZE));
		}
		return read(ByteBuffer.wrap(frame.body()).order(frame.order()));
	}

	void write(ByteBuffer buffer) {
		buffer.putInt(this.daemonId).putInt(this.time).putInt(this.index);
	}

	/**
	 * Return the id in the form in which Spread's own tools print it.
	 * @return three numbers, separated by blanks
	 */
	@Override
	public String toString() {
		return this.daemonId + " " + this.time + " " + this.index;
	}

}
