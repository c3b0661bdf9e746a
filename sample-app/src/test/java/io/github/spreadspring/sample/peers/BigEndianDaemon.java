package io.github.spreadspring.sample.peers;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Takes one client in as a daemon on a big-endian machine does, sends it prepared frames,
 * one byte at a time, and listens until it goes.
 */
final class BigEndianDaemon implements AutoCloseable {

	private static final byte[] LITTLE_ENDIAN_HINT = { (byte) 0x80, 0x34, 0x12, (byte) 0x80 };

	private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

	private final ByteArrayOutputStream frames = new ByteArrayOutputStream();

	BigEndianDaemon() throws IOException {
	}

	/**
	 * Prepare a frame.
	 * @param type the type, without bits of the byte order
	 * @param name sender or group
	 * @param groups the groups or members
	 * @param hint the message type as its sender wrote it
	 * @param body the body
	 */
	void tell(int type, String name, List<String> groups, byte[] hint, byte[] body) {
		ByteBuffer header = ByteBuffer.allocate(48)
			.putInt(type)
			.put(4, field(name))
			.putInt(36, groups.size())
			.put(40, hint)
			.putInt(44, body.length);
		this.frames.writeBytes(header.array());
		groups.forEach((group) -> this.frames.writeBytes(field(group)));
		this.frames.writeBytes(body);
	}

	void tellView(int cause, String group, List<String> members, int ownOffset, Object... sets) {
		ByteBuffer body = ByteBuffer.allocate(1000).putInt(-5).putInt(6).putInt(7).putInt(1).putInt(ownOffset);
		for (Object each : sets) {
			if (each instanceof String member) {
				body.put(field(member));
			}
			else {
				body.putInt((Integer) each);
			}
		}
		byte[] bytes = new byte[body.position()];
		body.get(0, bytes);
		tell(cause, group, members, new byte[4], bytes);
	}

	void tellFromLittleEndianSender(int type, String sender, String group, String body) {
		tell(type, sender, List.of(group), LITTLE_ENDIAN_HINT, body.getBytes(StandardCharsets.UTF_8));
	}

	String address() {
		return this.server.getLocalPort() + "@localhost";
	}

	void start() {
		Thread thread = new Thread(this::serve, "big-endian daemon");
		thread.setDaemon(true);
		thread.start();
	}

	private void serve() {
		try (Socket socket = this.server.accept()) {
			socket.setTcpNoDelay(true);
			DataInputStream in = new DataInputStream(socket.getInputStream());
			OutputStream out = socket.getOutputStream();
			in.readNBytes(in.readNBytes(5)[4]);
			dribble(out, "\u0005NULL ");
			in.readNBytes(90);
			dribble(out, "\u0001\u0005\u0000\u0001\u0008#kim#big");
			for (byte each : this.frames.toByteArray()) {
				out.write(each);
			}
			in.transferTo(OutputStream.nullOutputStream());
		}
		catch (IOException ex) {
			// the test is over
		}
	}

	private static void dribble(OutputStream out, String text) throws IOException {
		for (byte each : text.getBytes(StandardCharsets.ISO_8859_1)) {
			out.write(each);
		}
	}

	private static byte[] field(String name) {
		return ByteBuffer.allocate(32).put(name.getBytes(StandardCharsets.US_ASCII)).array();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

}
