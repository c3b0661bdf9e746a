package io.github.spreadspring.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The hint word of a frame: the application's message type and, by its own byte-order
 * bits, the byte order of the original sender's machine. A daemon passes it on untouched.
 *
 * @param messageType the application's 16-bit number, signed as in the C API
 * @param order the byte order of the sender
 */
public record MessageHint(short messageType, ByteOrder order) {

	private static final int TYPE_MASK = 0x00ffff00;

	/**
	 * Return the hint that a word stands for.
	 * @param word the word as a little-endian reader sees it
	 * @return the hint
	 */
	static MessageHint of(int word) {
		return new MessageHint((short) (EndianBits.value(word) >> 8), EndianBits.orderOf(word));
	}

	static int readWord(ByteBuffer buffer) {
		int word = buffer.getInt();
		return (buffer.order() == ByteOrder.LITTLE_ENDIAN) ? word : Integer.reverseBytes(word);
	}

	void write(ByteBuffer buffer) {
		int word = EndianBits.mark((this.messageType & 0xffff) << 8, this.order);
		buffer.putInt((this.order == buffer.order()) ? word : Integer.reverseBytes(word));
	}

	/**
	 * Whether the word has no bits beside the message type and the byte order.
	 * @param littleEndian the word as a little-endian reader sees it
	 * @return {@code true} if a daemon accepts it
	 */
	static boolean isLegal(int littleEndian) {
		return (EndianBits.value(littleEndian) & ~(TYPE_MASK | EndianBits.MASK)) == 0;
	}

}
