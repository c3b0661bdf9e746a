package io.github.spreadspring.benchmarks.soak.check;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;

import org.jspecify.annotations.Nullable;

/**
 * What stands in the body of every message: who sent it as which one, so that a receiver
 * notices what is missing, doubled or damaged.
 *
 * @param incarnation stands for one connection of one application, see
 * {@link Checker#incarnation}
 * @param number counts the messages of the incarnation from 1, ordered ones and others
 * each for themselves
 * @param ordered whether it was sent as FIFO or stronger
 * @param lanes for each destination, in their order, the number of the message among
 * those that the incarnation sent there
 */
public record Letter(int incarnation, int number, boolean ordered, List<Integer> lanes) {

	private static final int HEAD = 12;

	/**
	 * Check the values.
	 * @param incarnation the connection
	 * @param number the number of the message
	 * @param ordered whether its order matters
	 * @param lanes a number for each destination
	 */
	public Letter {
		lanes = List.copyOf(lanes);
	}

	/**
	 * Return what tells this letter from all others of its kind.
	 * @return incarnation and number
	 */
	public long id() {
		return ((long) this.incarnation << Integer.SIZE) | this.number;
	}

	/**
	 * Return a letter's id for people.
	 * @param id the id
	 * @return incarnation and number
	 */
	static String describe(long id) {
		return (id >>> Integer.SIZE) + ":" + (int) id;
	}

	/**
	 * Write a body.
	 * @param size its size in bytes; more if this is not enough for what must be in it
	 * @param filler gives the rest
	 * @return the body
	 */
	public byte[] encode(int size, RandomGenerator filler) {
		byte[] body = new byte[Math.max(size, HEAD + this.lanes.size() * Integer.BYTES)];
		filler.nextBytes(body);
		ByteBuffer buffer = ByteBuffer.wrap(body);
		buffer.putInt(0).putInt(this.incarnation).putInt(this.ordered ? this.number : -this.number);
		this.lanes.forEach(buffer::putInt);
		buffer.putInt(0, checksum(body));
		return body;
	}

	/**
	 * Read a body.
	 * @param body the body
	 * @param groups the number of destinations
	 * @return the letter, or {@code null} if the body is damaged
	 */
	static @Nullable Letter decode(byte[] body, int groups) {
		ByteBuffer buffer = ByteBuffer.wrap(body);
		if (body.length < HEAD + groups * Integer.BYTES || buffer.getInt() != checksum(body)) {
			return null;
		}
		int incarnation = buffer.getInt();
		int number = buffer.getInt();
		Integer[] lanes = new Integer[groups];
		for (int i = 0; i < groups; i++) {
			lanes[i] = buffer.getInt();
		}
		return new Letter(incarnation, Math.abs(number), number > 0, List.of(lanes));
	}

	private static int checksum(byte[] body) {
		CRC32 crc = new CRC32();
		crc.update(body, Integer.BYTES, body.length - Integer.BYTES);
		return (int) crc.getValue();
	}

	@Override
	public String toString() {
		return (this.ordered ? "message " : "unordered message ") + describe(id()) + " " + this.lanes;
	}

}
