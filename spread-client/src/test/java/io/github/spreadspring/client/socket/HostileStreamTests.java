package io.github.spreadspring.client.socket;

import java.io.EOFException;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import com.sun.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.message.SpreadMessage;
import io.github.spreadspring.client.transport.MessageDecoder;
import io.github.spreadspring.protocol.Frame;
import io.github.spreadspring.protocol.FrameHeader;
import io.github.spreadspring.protocol.MalformedFrameException;
import io.github.spreadspring.protocol.fuzz.Fuzz;
import io.github.spreadspring.protocol.fuzz.HostileFrames;
import io.github.spreadspring.protocol.fuzz.SampleFrames;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever a daemon sends, and however it is cut into segments, comes out as messages, or
 * ends the stream with an exception, and takes memory in proportion to what was sent.
 */
class HostileStreamTests {

	private static final int FRAMES_PER_STREAM = 8;

	private static final int FIXED_ALLOCATION = 1024 * 1024;

	private static final int ALLOCATION_PER_BYTE = 64;

	/** The first streams load classes, which is not their fault. */
	private static final int WARM_UP = 100;

	private final HostileFrames frames = new HostileFrames(SampleFrames.all());

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private int streams;

	private int read;

	private int decoded;

	private int malformed;

	@Test
	void aStreamIsReadOrRefused() {
		Fuzz.each(Fuzz.cases(FRAMES_PER_STREAM), (random) -> {
			List<byte[]> stream = new ArrayList<>();
			for (int i = 0; i < FRAMES_PER_STREAM; i++) {
				stream.add(this.frames.next(random));
			}
			readAll(stream, random);
		});
		assertThat(this.read).isEqualTo(Fuzz.cases(FRAMES_PER_STREAM) * FRAMES_PER_STREAM);
		assertThat(this.decoded).as("messages").isGreaterThan(this.read / 20);
		assertThat(this.malformed).as("refused streams").isGreaterThan(this.read / 20);
	}

	/**
	 * Read a stream; what stands behind the frame that ends it is another one.
	 */
	private void readAll(List<byte[]> frames, Random random) throws IOException {
		int next = 0;
		while (next < frames.size()) {
			ByteBuffer bytes = concatenated(frames.subList(next, frames.size()));
			long before = this.threads.getCurrentThreadAllocatedBytes();
			int used = bytes.remaining();
			try {
				read(new FrameReader(new Segments(bytes, random)));
			}
			catch (MalformedFrameException ex) {
				this.malformed++;
			}
			catch (EOFException ex) {
				assertThat(bytes.hasRemaining()).isFalse();
			}
			if (this.streams++ > WARM_UP) {
				assertThat(this.threads.getCurrentThreadAllocatedBytes() - before)
					.isLessThan(FIXED_ALLOCATION + ALLOCATION_PER_BYTE * (long) used);
			}
			used -= bytes.remaining();
			for (; next < frames.size() && used > 0; next++) {
				used -= frames.get(next).length;
				this.read++;
			}
			for (; next < frames.size() && frames.get(next).length == 0; next++) {
				this.read++;
			}
		}
	}

	private void read(FrameReader reader) throws IOException {
		while (true) {
			for (Frame frame = reader.next(null); frame != null; frame = reader.next(null)) {
				SpreadMessage message = MessageDecoder.decode(frame);
				if (message != null) {
					assertThat(message.toString()).isNotEmpty();
					this.decoded++;
				}
			}
			reader.read();
		}
	}

	@Test
	void aLengthIsNotBelievedBeforeTheBytesAreThere() throws IOException {
		ByteBuffer header = ByteBuffer.allocate(FrameHeader.SIZE).order(ByteOrder.LITTLE_ENDIAN);
		header.putInt(0, 0x80001180)
			.putInt(FrameHeader.GROUP_COUNT_OFFSET, Frame.MAX_MEMBERS)
			.putInt(FrameHeader.BODY_LENGTH_OFFSET, Frame.MAX_BODY);
		List<FrameReader> readers = new ArrayList<>();
		long before = directMemory();
		for (int i = 0; i < 50; i++) {
			FrameReader reader = new FrameReader(new Segments(header.duplicate(), null));
			readers.add(reader);
			reader.read();
			assertThat(reader.next(null)).isNull();
			reader.read();
		}
		// 50 claims of 6.8 MB
		assertThat(directMemory() - before).isLessThan(50 * 128 * 1024);
		assertThat(readers).hasSize(50);
	}

	private static long directMemory() {
		return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)
			.stream()
			.filter((pool) -> pool.getName().equals("direct"))
			.mapToLong(BufferPoolMXBean::getMemoryUsed)
			.sum();
	}

	private static ByteBuffer concatenated(List<byte[]> frames) {
		ByteBuffer all = ByteBuffer.allocate(frames.stream().mapToInt((frame) -> frame.length).sum());
		frames.forEach(all::put);
		return all.flip();
	}

	/**
	 * Gives the bytes in pieces of any size, then the end.
	 */
	private record Segments(ByteBuffer bytes, @Nullable Random random) implements ReadableByteChannel {

		@Override
		public int read(ByteBuffer target) {
			if (!this.bytes.hasRemaining()) {
				return (this.random != null) ? -1 : 0;
			}
			int length = Math.min(this.bytes.remaining(), target.remaining());
			if (this.random != null && this.random.nextBoolean()) {
				length = Math.min(length, this.random.nextInt(FrameHeader.SIZE * 2) + 1);
			}
			target.put(this.bytes.slice(this.bytes.position(), length));
			this.bytes.position(this.bytes.position() + length);
			return length;
		}

		@Override
		public boolean isOpen() {
			return true;
		}

		@Override
		public void close() {
		}

	}

}
