package io.github.spreadspring.sample.testing;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A client of another make: speaks the protocol over a bare socket, byte by byte as the
 * reference says, big-endian as the official Java client does, and uses nothing of this
 * project.
 */
public class RawPeer implements AutoCloseable {

	public static final int AGREED = 0x10;

	private static final int JOIN = 0x10000;

	private static final int KILL = 0x40000;

	private final Socket socket;

	private final DataInputStream in;

	private final String privateGroup;

	public RawPeer(int port, String name) throws IOException {
		this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
		this.socket.setSoTimeout(10_000);
		this.in = new DataInputStream(this.socket.getInputStream());
		byte[] nameBytes = name.getBytes(StandardCharsets.US_ASCII);
		write(ByteBuffer.allocate(5 + nameBytes.length)
			.put(new byte[] { 4, 4, 0, 1, (byte) nameBytes.length })
			.put(nameBytes));
		this.in.readNBytes(this.in.readByte());
		write(ByteBuffer.allocate(90).put(0, "NULL".getBytes(StandardCharsets.US_ASCII)).position(90));
		this.in.readNBytes(4);
		this.privateGroup = text(this.in.readNBytes(this.in.readByte()));
	}

	public String privateGroup() {
		return this.privateGroup;
	}

	public void join(String group) throws IOException {
		send(JOIN, 0, group, new byte[0]);
	}

	public void send(int type, int messageType, String group, byte[] body) throws IOException {
		write(ByteBuffer.allocate(48 + 32 + body.length)
			.putInt(type)
			.put(field(this.privateGroup))
			.putInt(1)
			.putInt(messageType << 8)
			.putInt(body.length)
			.put(field(group))
			.put(body));
	}

	public Frame receive() throws IOException {
		ByteBuffer header = ByteBuffer.wrap(this.in.readNBytes(48)).order(ByteOrder.LITTLE_ENDIAN);
		int type = header.getInt(0) & 0x7fffff7f;
		String sender = text(header.array(), 4);
		byte[] groups = this.in.readNBytes(32 * header.getInt(36));
		// in the byte order of the sender, which it tells itself
		ByteOrder order = (header.get(40) < 0) ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
		int messageType = (header.order(order).getInt(40) >> 8) & 0xffff;
		header.order(ByteOrder.LITTLE_ENDIAN);
		byte[] body = this.in.readNBytes(header.getInt(44));
		return new Frame(type, sender, (groups.length > 0) ? text(groups, 0) : "", groups.length / 32, messageType,
				body);
	}

	/**
	 * Skip what has come until a message.
	 * @return the message
	 */
	public Frame receiveMessage() throws IOException {
		Frame frame = receive();
		while ((frame.type() & 0x3f) == 0) {
			frame = receive();
		}
		return frame;
	}

	public void crash() throws IOException {
		this.socket.close();
	}

	@Override
	public void close() throws IOException {
		if (!this.socket.isClosed()) {
			send(KILL, 0, this.privateGroup, new byte[0]);
			this.socket.close();
		}
	}

	private void write(ByteBuffer bytes) throws IOException {
		this.socket.getOutputStream().write(bytes.array(), 0, bytes.position());
	}

	private static byte[] field(String name) {
		return ByteBuffer.allocate(32).put(name.getBytes(StandardCharsets.US_ASCII)).array();
	}

	private static String text(byte[] field, int start) {
		int end = start;
		while (end < start + 32 && field[end] != 0) {
			end++;
		}
		return new String(field, start, end - start, StandardCharsets.US_ASCII);
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.US_ASCII);
	}

	/**
	 * What the peer received.
	 */
	public record Frame(int type, String sender, String firstGroup, int groups, int messageType, byte[] body) {

		public String text() {
			return new String(this.body, StandardCharsets.UTF_8);
		}

	}

}
