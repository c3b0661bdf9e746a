package io.github.spreadspring.client.socket;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.protocol.Frame;
import io.github.spreadspring.protocol.FrameHeader;

/**
 * Cuts the bytes of a daemon into frames. A read takes whatever is there; all complete
 * frames in it are returned before the next read.
 */
final class FrameReader {

	private static final int INITIAL_CAPACITY = 128 * 1024;

	private final ReadableByteChannel channel;

	/** Ready to be read, from position to limit. */
	private ByteBuffer buffer = ByteBuffer.allocate(INITIAL_CAPACITY).flip();

	/** The header of a frame of which not all has arrived. */
	private @Nullable FrameHeader header;

	FrameReader(ReadableByteChannel channel) {
		this.channel = channel;
	}

	/**
	 * Return the next frame among the bytes that have been read.
	 * @return the frame, or {@code null} if none is complete
	 */
	@Nullable Frame next() {
		FrameHeader header = this.header;
		if (header == null) {
			if (this.buffer.remaining() < FrameHeader.SIZE) {
				return null;
			}
			header = FrameHeader.read(this.buffer).requireSane(Frame.MAX_MEMBERS, Frame.MAX_BODY);
		}
		if (this.buffer.remaining() < header.remainderLength()) {
			this.header = header;
			return null;
		}
		this.header = null;
		return Frame.read(header, this.buffer);
	}

	/**
	 * Read once.
	 * @return whether there was anything to read
	 * @throws EOFException if the daemon closed the connection
	 * @throws IOException if the connection is no longer usable
	 */
	boolean read() throws IOException {
		makeRoom();
		ByteBuffer target = this.buffer;
		int end = target.limit();
		int start = target.position();
		target.limit(target.capacity()).position(end);
		int count;
		try {
			count = this.channel.read(target);
		}
		finally {
			target.flip().position(start);
		}
		if (count < 0) {
			throw new EOFException((this.header != null || target.hasRemaining())
					? "the daemon closed the connection in the middle of a frame" : "the daemon closed the connection");
		}
		return count > 0;
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

	private void makeRoom() {
		int needed = (this.header != null) ? this.header.remainderLength() : FrameHeader.SIZE;
		if (needed > this.buffer.capacity()) {
			ByteBuffer larger = ByteBuffer.allocate(needed);
			this.buffer = larger.put(this.buffer).flip();
		}
		else if (!this.buffer.hasRemaining() || this.buffer.limit() == this.buffer.capacity()) {
			this.buffer.compact().flip();
		}
	}

}
