package io.github.spreadspring.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * The last thing in a handshake: the daemon takes the client in.
 *
 * @param version the version of the daemon
 * @param privateGroup the private group of the new session
 */
public record AcceptReply(SpreadVersion version, MemberId privateGroup) {

	/**
	 * The byte in front of the reply.
	 */
	public static final byte ACCEPT_SESSION = 1;

	/**
	 * Return this reply as bytes.
	 * @param client the version of the client, which decides about the form
	 * @return a buffer ready to be read
	 */
	public ByteBuffer toBytes(SpreadVersion client) {
		byte[] group = this.privateGroup.toString().getBytes(StandardCharsets.ISO_8859_1);
		ByteBuffer buffer = ByteBuffer.allocate(5 + group.length);
		buffer.put(ACCEPT_SESSION).put((byte) this.version.major()).put((byte) this.version.minor());
		if (client.hasPatch()) {
			buffer.put((byte) this.version.patch());
		}
		return buffer.put((byte) group.length).put(group).flip();
	}

	/**
	 * Read a reply.
	 * @param buffer what has arrived, from the byte {@link #ACCEPT_SESSION} on; advanced
	 * behind the reply if it is complete
	 * @param client the version this client claimed
	 * @return the reply, or {@code null} if more bytes are needed
	 * @throws MalformedFrameException if this is not a reply of a Spread daemon
	 */
	public static @Nullable AcceptReply read(ByteBuffer buffer, SpreadVersion client) {
		ByteBuffer view = buffer.duplicate();
		int fixed = client.hasPatch() ? 5 : 4;
		if (view.remaining() < fixed) {
			return null;
		}
		byte accept = view.get();
		SpreadVersion version = new SpreadVersion(view.get(), view.get(), client.hasPatch() ? view.get() : 0);
		int length = view.get();
		if (accept != ACCEPT_SESSION || !version.isSupported() || version.patch() < 0 || length < 0
				|| length >= NameField.SIZE) {
			throw new MalformedFrameException("Not the accept reply of a Spread daemon of version 3.1 or later");
		}
		if (view.remaining() < length) {
			return null;
		}
		byte[] group = new byte[length];
		view.get(group);
		buffer.position(view.position());
		return new AcceptReply(version, MemberId.received(new String(group, StandardCharsets.ISO_8859_1)));
	}

}
