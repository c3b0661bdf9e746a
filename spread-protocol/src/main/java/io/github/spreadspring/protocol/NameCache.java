package io.github.spreadspring.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Names that were read lately. Whoever receives many frames meets the same few names all
 * the time; taken from here they cost four comparisons instead of a new string. Never
 * grows: a name that falls into the place of another one takes it over. Not for several
 * threads.
 */
public final class NameCache {

	private static final int PLACES = 512;

	private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

	private final @Nullable Entry[] entries = new @Nullable Entry[PLACES];

	/**
	 * Read a name.
	 * @param buffer the buffer, advanced by {@value NameField#SIZE} bytes
	 * @return the name, as {@link NameField#read(ByteBuffer)} would return it
	 */
	public String read(ByteBuffer buffer) {
		return entry(buffer).name;
	}

	/**
	 * Read a name that stands alone.
	 * @param buffer the buffer, advanced by {@value NameField#SIZE} bytes
	 * @return a list of the name, which is the same for the same bytes
	 */
	public List<String> readAlone(ByteBuffer buffer) {
		return entry(buffer).alone;
	}

	private Entry entry(ByteBuffer buffer) {
		int start = buffer.position();
		ByteOrder order = buffer.order();
		// always the same order, or a name could be taken for its mirror image
		buffer.order(ByteOrder.LITTLE_ENDIAN);
		long a = buffer.getLong(start);
		long b = buffer.getLong(start + 8);
		long c = buffer.getLong(start + 16);
		long d = buffer.getLong(start + 24);
		buffer.order(order);
		int place = place(a, b, c, d);
		Entry entry = this.entries[place];
		if (entry == null || entry.a != a || entry.b != b || entry.c != c || entry.d != d) {
			entry = new Entry(a, b, c, d, NameField.read(buffer));
			this.entries[place] = entry;
		}
		buffer.position(start + NameField.SIZE);
		return entry;
	}

	private static int place(long a, long b, long c, long d) {
		long hash = (((a * MIX) ^ b) * MIX ^ c) * MIX ^ d;
		hash *= MIX;
		return (int) (hash >>> 32) & (PLACES - 1);
	}

	private static final class Entry {

		private final long a;

		private final long b;

		private final long c;

		private final long d;

		private final String name;

		private final List<String> alone;

		private Entry(long a, long b, long c, long d, String name) {
			this.a = a;
			this.b = b;
			this.c = c;
			this.d = d;
			this.name = name;
			this.alone = List.of(name);
		}

	}

}
