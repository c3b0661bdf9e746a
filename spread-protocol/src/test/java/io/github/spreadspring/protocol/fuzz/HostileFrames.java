package io.github.spreadspring.protocol.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import io.github.spreadspring.protocol.Frame;
import io.github.spreadspring.protocol.FrameHeader;
import io.github.spreadspring.protocol.FrameType;
import io.github.spreadspring.protocol.NameField;
import io.github.spreadspring.protocol.SpreadLimits;

/**
 * Makes frames that are nearly right. Begins with a frame that a daemon or a client could
 * have sent, and breaks it where a reader could trip.
 */
public final class HostileFrames implements Fuzz.Source {

	private static final int[] LENGTHS = { 0, 1, -1, 2, 32, 48, Integer.MIN_VALUE, Integer.MAX_VALUE,
			SpreadLimits.MAX_GROUPS, SpreadLimits.MAX_GROUPS + 1, SpreadLimits.MAX_GROUPS_ACCEPTED,
			SpreadLimits.MAX_GROUPS_ACCEPTED + 1, SpreadLimits.MAX_BODY_AND_GROUPS,
			SpreadLimits.MAX_BODY_AND_GROUPS_ACCEPTED, SpreadLimits.MAX_BODY_AND_GROUPS_ACCEPTED + 1, Frame.MAX_MEMBERS,
			Frame.MAX_MEMBERS + 1, Frame.MAX_BODY, Frame.MAX_BODY + 1, 0x0800_0000, 0x7fff_ffe0, -32 };

	private static final int[] TYPES = { FrameType.REJECT, FrameType.JOIN, FrameType.LEAVE, FrameType.KILL,
			FrameType.SELF_DISCARD, FrameType.REGULAR_MEMBERSHIP, FrameType.TRANSITION, FrameType.CAUSED_BY_LEAVE,
			FrameType.MEMBERSHIP_MASK, 0x100, 0x400, 0x800, 0x80000, 0x100000, 0x200000, 0x80, 0x80000000, 0x80000080,
			0x3f, 1, 2, 4, 8, 0x10, 0x20 };

	private static final String[] NAMES = { "", "#", "##", "#a", "#a#", "##b", "a b", "g\nh", "\u00ff\u00fe",
			"0123456789012345678901234567890", "01234567890123456789012345678901", "#alice#localhost", "g" };

	private static final int SENDER_OFFSET = 4;

	private static final int HINT_OFFSET = 40;

	private static final int MAX_MUTATIONS = 3;

	private final List<byte[]> frames;

	/**
	 * Create a source.
	 * @param frames frames to begin with
	 */
	public HostileFrames(List<byte[]> frames) {
		this.frames = List.copyOf(frames);
	}

	/**
	 * Make a frame.
	 * @param random decides how
	 * @return the bytes of a frame, mostly broken
	 */
	@Override
	public byte[] next(Random random) {
		byte[] bytes = any(random).clone();
		for (int i = random.nextInt(MAX_MUTATIONS) + 1; i > 0; i--) {
			bytes = mutate(bytes, random);
		}
		return bytes;
	}

	/**
	 * Write a sender into a frame, without which a daemon reads no further.
	 * @param frame the frame, changed
	 * @param sender the private group of the session
	 * @return the frame
	 */
	public static byte[] from(byte[] frame, String sender) {
		if (frame.length >= SENDER_OFFSET + NameField.SIZE) {
			NameField.write(ByteBuffer.wrap(frame).position(SENDER_OFFSET), sender);
		}
		return frame;
	}

	private byte[] any(Random random) {
		return this.frames.get(random.nextInt(this.frames.size()));
	}

	private byte[] mutate(byte[] bytes, Random random) {
		if (bytes.length < FrameHeader.SIZE) {
			return splice(bytes, any(random), random);
		}
		return switch (random.nextInt(10)) {
			case 0 -> flipBits(bytes, random);
			case 1 -> putInt(bytes, FrameHeader.GROUP_COUNT_OFFSET, oneOf(LENGTHS, random), random);
			case 2 -> putInt(bytes, FrameHeader.BODY_LENGTH_OFFSET, oneOf(LENGTHS, random), random);
			case 3 -> changeType(bytes, random);
			case 4 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
			case 5 -> splice(bytes, any(random), random);
			case 6 -> changeName(bytes, random);
			case 7 -> changeBody(bytes, random);
			case 8 -> putInt(bytes, HINT_OFFSET, random.nextInt(), random);
			default -> append(bytes, random);
		};
	}

	private static byte[] flipBits(byte[] bytes, Random random) {
		for (int i = random.nextInt(8); i >= 0; i--) {
			bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
		}
		return bytes;
	}

	private static byte[] changeType(byte[] bytes, Random random) {
		int type = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(0);
		int bits = oneOf(TYPES, random);
		return switch (random.nextInt(4)) {
			case 0 -> putInt(bytes, 0, type | bits, random);
			case 1 -> putInt(bytes, 0, bits | oneOf(TYPES, random) | 0x80000080, random);
			case 2 -> putInt(bytes, 0, random.nextInt(), random);
			default -> putInt(bytes, 0, type ^ bits, random);
		};
	}

	private static byte[] changeName(byte[] bytes, Random random) {
		int fields = (bytes.length - FrameHeader.SIZE) / NameField.SIZE;
		int field = (fields > 0) ? random.nextInt(Math.min(fields, 4) + 1) : 0;
		int offset = (field == 0) ? SENDER_OFFSET : FrameHeader.SIZE + (field - 1) * NameField.SIZE;
		byte[] name = NAMES[random.nextInt(NAMES.length)].getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
		byte[] padded = new byte[NameField.SIZE];
		if (random.nextBoolean()) {
			// has no meaning behind the NUL
			random.nextBytes(padded);
			padded[Math.min(name.length, NameField.SIZE - 1)] = 0;
		}
		System.arraycopy(name, 0, padded, 0, name.length);
		System.arraycopy(padded, 0, bytes, offset, NameField.SIZE);
		return bytes;
	}

	/**
	 * Change one of the numbers that stand in the body of a membership frame, or what
	 * stands there in another one.
	 */
	private static byte[] changeBody(byte[] bytes, Random random) {
		int words = (bytes.length - FrameHeader.SIZE) / Integer.BYTES;
		if (words == 0) {
			return append(bytes, random);
		}
		int offset = bytes.length - (random.nextInt(words) + 1) * Integer.BYTES;
		return putInt(bytes, offset, oneOf(LENGTHS, random), random);
	}

	private static byte[] append(byte[] bytes, Random random) {
		byte[] longer = Arrays.copyOf(bytes, bytes.length + random.nextInt(100) + 1);
		if (random.nextBoolean()) {
			byte[] junk = new byte[longer.length - bytes.length];
			random.nextBytes(junk);
			System.arraycopy(junk, 0, longer, bytes.length, junk.length);
		}
		return longer;
	}

	private static byte[] splice(byte[] first, byte[] second, Random random) {
		int head = random.nextInt(first.length + 1);
		int tail = random.nextInt(second.length + 1);
		byte[] spliced = Arrays.copyOf(first, head + second.length - tail);
		System.arraycopy(second, tail, spliced, head, second.length - tail);
		return spliced;
	}

	private static byte[] putInt(byte[] bytes, int offset, int value, Random random) {
		ByteOrder order = (random.nextInt(4) == 0) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
		ByteBuffer.wrap(bytes).order(order).putInt(offset, value);
		return bytes;
	}

	private static int oneOf(int[] values, Random random) {
		return values[random.nextInt(values.length)];
	}

}
