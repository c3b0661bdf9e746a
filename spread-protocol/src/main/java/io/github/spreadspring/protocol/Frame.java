package io.github.spreadspring.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One frame, decoded as far as all kinds of frames are alike.
 *
 * @param order the byte order of its integers
 * @param type what it is
 * @param privateGroup the sender's private group; in membership frames the name of the
 * group
 * @param groups the destinations; in membership frames the members
 * @param hint the message type
 * @param body the body; owned by this frame and not to be changed
 * @param rejectedType in a refused message the type it was sent with, else {@code null}
 */
public record Frame(ByteOrder order, FrameType type, String privateGroup, List<String> groups, MessageHint hint,
		byte[] body, @Nullable FrameType rejectedType) {

	/**
	 * Most members accepted in a membership frame; far above what a network can have.
	 */
	public static final int MAX_MEMBERS = 100_000;

	/**
	 * Longest body accepted: a view of {@value #MAX_MEMBERS} members, each in a set of
	 * its own.
	 */
	public static final int MAX_BODY = 20 + MAX_MEMBERS * (NameField.SIZE + 4);

	private static final byte[] NO_BODY = {};

	/**
	 * Create a frame that refuses nothing.
	 * @param order the byte order of its integers
	 * @param type what it is
	 * @param privateGroup the sender's private group, or in membership frames the group
	 * @param groups the destinations or members
	 * @param hint the message type
	 * @param body the body
	 */
	public Frame(ByteOrder order, FrameType type, String privateGroup, List<String> groups, MessageHint hint,
			byte[] body) {
		this(order, type, privateGroup, groups, hint, body, null);
	}

	/**
	 * Read a complete frame.
	 * @param buffer the buffer, advanced behind the frame
	 * @return the frame
	 * @throws MalformedFrameException if a length in it is negative or too large
	 * @throws java.nio.BufferUnderflowException if the frame is not complete
	 */
	public static Frame read(ByteBuffer buffer) {
		return read(FrameHeader.read(buffer).requireSane(MAX_MEMBERS, MAX_BODY), buffer);
	}

	/**
	 * Read what follows a header.
	 * @param header the header, its lengths checked
	 * @param buffer the buffer with at least {@link FrameHeader#remainderLength()} bytes,
	 * advanced behind the frame
	 * @return the frame
	 */
	public static Frame read(FrameHeader header, ByteBuffer buffer) {
		return read(header, buffer, null, null);
	}

	/**
	 * Read what follows a header, by somebody who reads many frames.
	 * @param header the header, its lengths checked
	 * @param buffer the buffer with at least {@link FrameHeader#remainderLength()} bytes,
	 * advanced behind the frame
	 * @param names names read lately
	 * @param target where to put the body; then the frame has an empty one. Without it
	 * the frame has a copy of its own
	 * @return the frame
	 * @throws java.nio.BufferOverflowException if the body does not fit into the target
	 */
	public static Frame read(FrameHeader header, ByteBuffer buffer, @Nullable NameCache names,
			@Nullable ByteBuffer target) {
		FrameType rejectedType = null;
		if (header.type().isReject()) {
			rejectedType = new FrameType(buffer.order(header.order()).getInt());
		}
		List<String> groups = (names != null && header.groupCount() == 1) ? names.readAlone(buffer)
				: NameField.readAll(buffer, header.groupCount());
		return new Frame(header.order(), header.type(), header.privateGroup(), groups, header.hint(),
				body(buffer, header.bodyLength(), target), rejectedType);
	}

	private static byte[] body(ByteBuffer buffer, int length, @Nullable ByteBuffer target) {
		if (target == null && length > 0) {
			byte[] body = new byte[length];
			buffer.get(body);
			return body;
		}
		if (target != null) {
			target.put(buffer.slice(buffer.position(), length));
			buffer.position(buffer.position() + length);
		}
		return NO_BODY;
	}

	/**
	 * Return this frame as bytes.
	 * @return a buffer ready to be read
	 * @throws IllegalNameException if a name does not fit
	 */
	public ByteBuffer toBytes() {
		int extra = (this.rejectedType != null) ? 4 : 0;
		ByteBuffer buffer = ByteBuffer
			.allocate(FrameHeader.SIZE + extra + this.groups.size() * NameField.SIZE + this.body.length);
		new FrameHeader(this.order, this.type, this.privateGroup, this.groups.size(), this.hint, true, this.body.length)
			.write(buffer);
		if (this.rejectedType != null) {
			buffer.putInt(EndianBits.mark(this.rejectedType.bits(), this.order));
		}
		for (String group : this.groups) {
			NameField.write(buffer, group);
		}
		return buffer.put(this.body).flip();
	}

}
