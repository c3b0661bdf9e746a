package io.github.spreadspring.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NameCacheTests {

	private final NameCache names = new NameCache();

	@Test
	void aNameIsReadAsWithoutTheCache() {
		Random random = new Random(4803);
		for (int i = 0; i < 20_000; i++) {
			byte[] field = new byte[NameField.SIZE];
			random.nextBytes(field);
			// few different ones, so that most are found and some take the place of
			// others
			ByteBuffer buffer = ByteBuffer.wrap(field)
				.put(0, (byte) random.nextInt(60))
				.put(random.nextInt(32), (byte) 0);
			if (i % 2 == 0) {
				buffer.putLong(0, i % 1000).putLong(8, 7).putLong(16, 0).putLong(24, 0);
			}
			assertThat(this.names.read(buffer.duplicate())).isEqualTo(NameField.read(buffer));
		}
	}

	@Test
	void theSameBytesGiveTheSameString() {
		String first = this.names.read(field("news"));
		assertThat(this.names.read(field("news"))).isSameAs(first);
		assertThat(this.names.readAlone(field("news"))).containsExactly("news");
	}

	@Test
	void theByteOrderOfTheFrameDoesNotMatter() {
		ByteBuffer name = field("12345678");
		ByteBuffer mirrored = field("87654321");
		assertThat(this.names.read(name.order(ByteOrder.LITTLE_ENDIAN))).isEqualTo("12345678");
		assertThat(this.names.read(mirrored.order(ByteOrder.BIG_ENDIAN))).isEqualTo("87654321");
		assertThat(mirrored.order()).isEqualTo(ByteOrder.BIG_ENDIAN);
	}

	@Test
	void theBufferIsAdvancedBehindTheName() {
		ByteBuffer two = ByteBuffer.allocate(64).put(field("one")).put(field("two")).flip();
		assertThat(this.names.read(two)).isEqualTo("one");
		assertThat(this.names.read(two)).isEqualTo("two");
		assertThat(two.hasRemaining()).isFalse();
	}

	private static ByteBuffer field(String name) {
		ByteBuffer field = ByteBuffer.allocate(NameField.SIZE);
		field.put(0, name.getBytes(StandardCharsets.US_ASCII));
		return field;
	}

}
