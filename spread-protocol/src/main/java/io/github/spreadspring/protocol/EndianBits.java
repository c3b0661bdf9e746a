package io.github.spreadspring.protocol;

import java.nio.ByteOrder;

/**
 * The two bits by which a 32-bit word tells the byte order of its writer: little-endian
 * writers set both, big-endian writers neither. They change places with each other when
 * the word is swapped, so that they can be tested before the order is known.
 */
final class EndianBits {

	static final int MASK = 0x80000080;

	private EndianBits() {
	}

	/**
	 * Return the byte order of a word.
	 * @param littleEndian the word as a little-endian reader sees it
	 * @return the order its writer used
	 */
	static ByteOrder orderOf(int littleEndian) {
		return ((littleEndian & MASK) == MASK) ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
	}

	/**
	 * Mark a word with the order it is going to be written in.
	 * @param word the word in its own value
	 * @param order the order
	 * @return the word with both bits set or cleared
	 */
	static int mark(int word, ByteOrder order) {
		return (order == ByteOrder.LITTLE_ENDIAN) ? word | MASK : word & ~MASK;
	}

	/**
	 * Return the value of a word in the order that its bits tell.
	 * @param littleEndian the word as a little-endian reader sees it
	 * @return the value, bits included
	 */
	static int value(int littleEndian) {
		return (orderOf(littleEndian) == ByteOrder.LITTLE_ENDIAN) ? littleEndian : Integer.reverseBytes(littleEndian);
	}

}
