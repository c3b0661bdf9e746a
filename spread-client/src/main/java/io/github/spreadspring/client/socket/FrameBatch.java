package io.github.spreadspring.client.socket;

import java.nio.ByteBuffer;

import io.github.spreadspring.protocol.Frame;

/**
 * Frames to send, one behind the other.
 */
interface FrameBatch {

	/**
	 * Return how many frames there are.
	 * @return the number of frames
	 */
	int size();

	/**
	 * Return how long a frame is.
	 * @param index which frame, from 0
	 * @return its length in bytes
	 */
	int length(int index);

	/**
	 * Write a frame.
	 * @param index which frame, from 0
	 * @param target a buffer with room for it, advanced behind it
	 */
	void write(int index, ByteBuffer target);

	/**
	 * Make a batch of a single frame.
	 * @param frame the frame
	 * @return the batch
	 */
	static FrameBatch of(Frame frame) {
		ByteBuffer bytes = frame.toBytes();
		return new FrameBatch() {

			@Override
			public int size() {
				return 1;
			}

			@Override
			public int length(int index) {
				return bytes.remaining();
			}

			@Override
			public void write(int index, ByteBuffer target) {
				target.put(bytes.duplicate());
			}

		};
	}

}
