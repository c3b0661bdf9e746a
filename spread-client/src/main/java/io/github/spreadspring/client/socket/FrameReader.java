package io.github.spreadspring.client.socket;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.BufferTooShortException;
import io.github.spreadspring.client.transport.ArrivalRate;
import io.github.spreadspring.protocol.Frame;
import io.github.spreadspring.protocol.FrameHeader;
import io.github.spreadspring.protocol.NameCache;

/**
 * Cuts the bytes of a daemon into frames. A read takes whatever is there; all complete
 * frames in it are returned before the next read.
 */
final class FrameReader {

	private static final int INITIAL_CAPACITY = 64 * 1024;

	private static final int GROWTH = 4;

	private final ReadableByteChannel channel;

	private final NameCache names = new NameCache();

	/**
	 * Ready to be read, from position to limit. Direct, so that the operating system
	 * fills it without another copy.
	 */
	private ByteBuffer buffer = ByteBuffer.allocateDirect(INITIAL_CAPACITY).flip();

	/** The header of a frame of which not all has arrived. */
	private @Nullable FrameHeader header;

	private boolean drained;

	private final ArrivalRate rate = new ArrivalRate();

	/** Written by the thread that reads alone. */
	private final AtomicLong bytes = new AtomicLong();

	FrameReader(ReadableByteChannel channel) {
		this.channel = channel;
	}

	/**
	 * Return the next frame among the bytes that have been read.
	 * @param target where to put the body of anything but a membership message, from its
	 * position on; without it the frame has a body of its own
	 * @return the frame, or {@code null} if none is complete
	 * @throws BufferTooShortException if the target has not enough room; the frame stays
	 */
	@Nullable Frame next(@Nullable ByteBuffer target) {
		FrameHeader header = this.header;
		if (header == null) {
			if (this.buffer.remaining() < FrameHeader.SIZE) {
				return null;
			}
			header = FrameHeader.read(this.buffer, this.names).requireSane(Frame.MAX_MEMBERS, Frame.MAX_BODY);
			this.header = header;
		}
		if (this.buffer.remaining() < header.remainderLength()) {
			return null;
		}
		ByteBuffer bodyTarget = header.type().isMembership() ? null : target;
		if (bodyTarget != null && bodyTarget.remaining() < header.bodyLength()) {
			throw new BufferTooShortException(header.bodyLength(), bodyTarget.remaining());
		}
		this.header = null;
		this.rate.addFrame();
		return Frame.read(header, this.buffer, this.names, bodyTarget);
	}

	/**
	 * Let bytes gather before the next read, if many come in.
	 * @param remainingNanos how long the caller would wait at most
	 * @return whether some time has passed; {@code false} when the caller should wait
	 */
	boolean gather(long remainingNanos) {
		return this.rate.gather(remainingNanos);
	}

	/**
	 * Whether the last read left nothing behind, as far as is known: then reading again
	 * is only worth it after waiting.
	 * @return {@code true} if there was more room than bytes
	 */
	boolean isDrained() {
		return this.drained;
	}

	/**
	 * Whether a frame has begun that is not complete.
	 * @return {@code true} if so, provided that {@link #next} has nothing more
	 */
	boolean isInFrame() {
		return this.header != null || this.buffer.hasRemaining();
	}

	/**
	 * Read once.
	 * @return how many bytes there were, 0 if there is nothing to read
	 * @throws EOFException if the daemon closed the connection
	 * @throws IOException if the connection is no longer usable
	 */
	int read() throws IOException {
		makeRoom();
		ByteBuffer target = this.buffer;
		int end = target.limit();
		int start = target.position();
		int room = target.capacity() - end;
		target.limit(target.capacity()).position(end);
		int count;
		try {
			count = this.channel.read(target);
		}
		finally {
			target.flip().position(start);
		}
		if (count < 0) {
			throw new EOFException(isInFrame() ? "the daemon closed the connection in the middle of a frame"
					: "the daemon closed the connection");
		}
		this.drained = count < room;
		this.rate.addBytes(count);
		this.bytes.lazySet(this.bytes.getPlain() + count);
		return count;
	}

	/**
	 * Return how much has been read. For any thread.
	 * @return the number of bytes
	 */
	long bytes() {
		return this.bytes.get();
	}

	/**
	 * Read once, and drop what came.
	 * @return the number of bytes dropped, -1 at the end
	 */
	int discard() throws IOException {
		this.header = null;
		try {
			return this.channel.read(this.buffer.clear());
		}
		finally {
			// what is left in the buffer must not be taken for frames
			this.buffer.clear().flip();
		}
	}

	/**
	 * Make room for the rest of the frame, so that a long one is not moved about more
	 * than once. What its header says is not believed before a part of it is there: the
	 * buffer grows with what has arrived.
	 */
	private void makeRoom() {
		ByteBuffer source = this.buffer;
		int needed = (this.header != null) ? this.header.remainderLength() : FrameHeader.SIZE;
		if (needed > source.capacity() && source.remaining() == source.capacity()) {
			int capacity = Math.min(needed, GROWTH * source.capacity());
			this.buffer = ByteBuffer.allocateDirect(capacity).put(source).flip();
		}
		else if (!source.hasRemaining()) {
			source.clear().flip();
		}
		else if (source.position() > 0
				&& (source.position() + needed > source.capacity() || source.limit() == source.capacity())) {
			source.compact().flip();
		}
	}

}
