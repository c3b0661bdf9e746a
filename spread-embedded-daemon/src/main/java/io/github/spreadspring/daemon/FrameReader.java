package io.github.spreadspring.daemon;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

import io.github.spreadspring.protocol.FrameCheck;
import io.github.spreadspring.protocol.FrameHeader;
import io.github.spreadspring.protocol.MalformedFrameException;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.NameField;

/**
 * Cuts the stream of one client into frames, however it is split into segments. Each
 * frame gets a buffer of its own of exactly its size: a slice would keep a whole read
 * buffer alive as long as a slow receiver has not taken the frame.
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

	private final MemberId sender;

	private final ByteBufAllocator allocator;

	private final ByteBuffer headerBytes = ByteBuffer.allocate(FrameHeader.SIZE);

	private @Nullable FrameHeader header;

	private @Nullable ByteBuf frame;

	FrameReader(MemberId sender, ByteBufAllocator allocator) {
		this.sender = sender;
		this.allocator = allocator;
	}

	/**
	 * Read up to the end of the next frame.
	 * @param in what has arrived, advanced behind what was used
	 * @return the frame, or {@code null} if more bytes are needed
	 * @throws MalformedFrameException if a daemon ends the session for the header
	 */
	@Nullable ClientFrame read(ByteBuf in) {
		if (this.frame == null || this.header == null) {
			readHeader(in);
			if (this.headerBytes.hasRemaining()) {
				return null;
			}
			this.header = checkHeader();
			int length = this.header.groupCount() * NameField.SIZE + this.header.bodyLength();
			this.frame = this.allocator.directBuffer(FrameHeader.SIZE + length, FrameHeader.SIZE + length);
			this.frame.writeBytes(this.headerBytes.rewind());
		}
		this.frame.writeBytes(in, Math.min(in.readableBytes(), this.frame.writableBytes()));
		return this.frame.isWritable() ? null : complete(this.header, this.frame);
	}

	private void readHeader(ByteBuf in) {
		int length = Math.min(in.readableBytes(), this.headerBytes.remaining());
		in.readBytes(this.headerBytes.limit(this.headerBytes.position() + length));
		this.headerBytes.limit(FrameHeader.SIZE);
	}

	private FrameHeader checkHeader() {
		FrameHeader read = FrameHeader.read(this.headerBytes.flip());
		String violation = FrameCheck.violation(read, this.sender);
		if (violation != null) {
			throw new MalformedFrameException(violation);
		}
		return read;
	}

	private ClientFrame complete(FrameHeader header, ByteBuf frame) {
		this.header = null;
		this.frame = null;
		this.headerBytes.clear();
		ByteBuffer bytes = frame.nioBuffer();
		FrameHeader.convert(bytes, ORDER);
		bytes.put(SENDER_END, (byte) 0);
		List<String> groups = NameField.readAll(bytes.position(FrameHeader.SIZE), header.groupCount());
		return new ClientFrame(header.type(), groups, frame);
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
