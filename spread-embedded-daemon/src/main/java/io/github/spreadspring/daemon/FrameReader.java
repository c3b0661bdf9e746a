package io.github.spreadspring.daemon;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

import io.github.spreadspring.protocol.FrameCheck;
import io.github.spreadspring.protocol.FrameHeader;
import io.github.spreadspring.protocol.MalformedFrameException;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.NameField;

/**
 * Cuts the stream of one client into runs of frames, however it is split into segments.
 * Frames that arrived whole are taken as they stand there; one that comes in pieces is
 * put together in a buffer of its own.
 */
final class FrameReader {

	/**
	 * The byte order of the daemon: what x86 and ARM machines run Spread with.
	 */
	static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

	/**
	 * The C daemon always ends the sender's name here, and leaves all other names alone.
	 */
	private static final int SENDER_END = 4 + NameField.SIZE - 1;

	/** A run that fills less of a segment than this part is copied. */
	private static final int SHARED_PART = 4;

	/** Room for the beginning of a frame, beside what has arrived of it. */
	private static final int FIRST_PIECE = 1024;

	private final MemberId sender;

	private final ByteBufAllocator allocator;

	/** How the last frame began. */
	private @Nullable FrameStart last;

	/** The header of a frame that comes in pieces. */
	private final ByteBuffer headerBytes = ByteBuffer.allocate(FrameHeader.SIZE);

	private @Nullable FrameHeader header;

	private @Nullable ByteBuf frame;

	FrameReader(MemberId sender, ByteBufAllocator allocator) {
		this.sender = sender;
		this.allocator = allocator;
	}

	/**
	 * Read up to the end of the next run.
	 * @param in what has arrived, advanced behind what was used
	 * @return the run, or {@code null} if more bytes are needed
	 * @throws MalformedFrameException if a daemon ends the session for a header
	 */
	@Nullable FrameRun read(ByteBuf in) {
		FrameRun run = (this.headerBytes.position() == 0) ? readRun(in) : null;
		return (run != null) ? run : readPiece(in);
	}

	private @Nullable FrameRun readRun(ByteBuf in) {
		ByteBuffer bytes = in.nioBuffer().order(ORDER);
		FrameStart start = startOfFrame(bytes);
		if (start == null) {
			return null;
		}
		int frames = 0;
		int end = 0;
		while (start.isStartOf(bytes, end) && end + start.frameLength(bytes, end) <= bytes.limit()) {
			end += start.frameLength(bytes, end);
			frames++;
		}
		return (frames > 0) ? new FrameRun(start, take(in, end), frames) : null;
	}

	/**
	 * Return how the frame begins that stands at the beginning.
	 * @param bytes what has arrived
	 * @return the start, or {@code null} if the frame is not known to be there completely
	 */
	private @Nullable FrameStart startOfFrame(ByteBuffer bytes) {
		if (this.last != null && this.last.isStartOf(bytes, 0)) {
			return this.last;
		}
		if (bytes.limit() < FrameHeader.SIZE) {
			return null;
		}
		FrameHeader read = checkedHeader(bytes.duplicate());
		return (bytes.limit() < length(read)) ? null : normalize(read, bytes);
	}

	private ByteBuf take(ByteBuf in, int length) {
		// a slice keeps the whole segment in memory until the slowest receiver has it
		if (in.isDirect() && length >= in.capacity() / SHARED_PART) {
			return in.readRetainedSlice(length);
		}
		return this.allocator.directBuffer(length, length).writeBytes(in, length);
	}

	private @Nullable FrameRun readPiece(ByteBuf in) {
		if (this.frame == null || this.header == null) {
			int length = Math.min(in.readableBytes(), this.headerBytes.remaining());
			in.readBytes(this.headerBytes.limit(this.headerBytes.position() + length));
			this.headerBytes.limit(FrameHeader.SIZE);
			if (this.headerBytes.hasRemaining()) {
				return null;
			}
			this.header = checkedHeader(this.headerBytes.flip());
			// grows with what arrives: a header alone must not take much memory
			this.frame = this.allocator.directBuffer(Math.min(length(this.header), FIRST_PIECE + in.readableBytes()),
					length(this.header));
			this.frame.writeBytes(this.headerBytes.rewind());
		}
		this.frame.writeBytes(in, Math.min(in.readableBytes(), this.frame.maxWritableBytes()));
		return (this.frame.maxWritableBytes() > 0) ? null : complete(this.header, this.frame);
	}

	private FrameRun complete(FrameHeader header, ByteBuf frame) {
		this.header = null;
		this.frame = null;
		this.headerBytes.clear();
		return new FrameRun(normalize(header, frame.nioBuffer()), frame, 1);
	}

	private FrameHeader checkedHeader(ByteBuffer bytes) {
		FrameHeader read = FrameHeader.read(bytes);
		String violation = FrameCheck.violation(read, this.sender);
		if (violation != null) {
			throw new MalformedFrameException(violation);
		}
		return read;
	}

	private static int length(FrameHeader header) {
		return FrameHeader.SIZE + header.groupCount() * NameField.SIZE + header.bodyLength();
	}

	private FrameStart normalize(FrameHeader header, ByteBuffer frame) {
		FrameHeader.convert(frame, ORDER);
		frame.put(SENDER_END, (byte) 0);
		this.last = new FrameStart(header.type(), frame, header.groupCount());
		return this.last;
	}

	/**
	 * Discard a frame that has not arrived completely.
	 */
	void close() {
		if (this.frame != null) {
			this.frame.release();
			this.frame = null;
		}
	}

}
