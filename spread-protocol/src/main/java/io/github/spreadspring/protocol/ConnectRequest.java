package io.github.spreadspring.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * The first thing a client says.
 *
 * @param version the version of the client
 * @param membership whether it wants membership frames
 * @param priority whether it asks for priority; without any effect in Spread 5.0.1
 * @param privateName the private name; empty lets the daemon choose one
 */
public record ConnectRequest(SpreadVersion version, boolean membership, boolean priority, String privateName) {

	private static final int MEMBERSHIP_FLAG = 0x01;

	private static final int PRIORITY_FLAG = 0x10;

	private static final int SIGN_BIT = 0x80;

	/**
	 * Return this request as bytes.
	 * @return a buffer ready to be read, to be sent with one write
	 * @throws IllegalNameException if the private name is not allowed
	 */
	public ByteBuffer toBytes() {
		byte[] name = Names.requirePrivateName(this.privateName).getBytes(StandardCharsets.US_ASCII);
		ByteBuffer buffer = ByteBuffer.allocate(5 + Names.MAX_PRIVATE_NAME);
		buffer.put((byte) this.version.major()).put((byte) this.version.minor());
		if (this.version.hasPatch()) {
			buffer.put((byte) this.version.patch());
		}
		buffer.put((byte) ((this.membership ? MEMBERSHIP_FLAG : 0) | (this.priority ? PRIORITY_FLAG : 0)));
		return buffer.put((byte) name.length).put(name).flip();
	}

	/**
	 * Read a request as a daemon does.
	 * @param buffer what has arrived; advanced behind the request if it is complete
	 * @return the request, or {@code null} if more bytes are needed
	 * @throws RejectedException if the daemon has to refuse it
	 */
	public static @Nullable ConnectRequest read(ByteBuffer buffer) {
		ByteBuffer view = buffer.duplicate();
		if (view.remaining() < 2) {
			return null;
		}
		int major = view.get();
		int minor = view.get();
		SpreadVersion version = new SpreadVersion(major, minor, 0);
		if (!version.isSupported()) {
			throw new RejectedException(ErrorCode.REJECT_VERSION,
					"client version %d.%d, 3.1 or later is needed".formatted(major, minor));
		}
		if (view.remaining() < (version.hasPatch() ? 3 : 2)) {
			return null;
		}
		if (version.hasPatch()) {
			version = new SpreadVersion(major, minor, view.get());
		}
		int flags = view.get();
		int nameLength = view.get();
		if (nameLength < 0 || nameLength > Names.MAX_PRIVATE_NAME) {
			throw new RejectedException(ErrorCode.REJECT_ILLEGAL_NAME,
					"private name of %d bytes, at most %d are allowed".formatted(nameLength & 0xff,
							Names.MAX_PRIVATE_NAME));
		}
		if (view.remaining() < nameLength) {
			return null;
		}
		byte[] name = new byte[nameLength];
		view.get(name);
		buffer.position(view.position());
		boolean membership = (flags & (MEMBERSHIP_FLAG | SIGN_BIT)) == MEMBERSHIP_FLAG;
		boolean priority = (flags & PRIORITY_FLAG) != 0;
		return new ConnectRequest(version, membership, priority, requireLegal(name));
	}

	private static String requireLegal(byte[] bytes) {
		String name = new String(bytes, StandardCharsets.ISO_8859_1);
		try {
			return Names.requirePrivateName(name);
		}
		catch (IllegalNameException ex) {
			throw new RejectedException(ErrorCode.REJECT_ILLEGAL_NAME,
					"private name %s has an illegal character".formatted(Names.quote(name)));
		}
	}

}
