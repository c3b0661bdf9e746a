package io.github.spreadspring.sample.peers;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Takes clients in as a daemon does, and does with them what a test wants then.
 */
final class RudeDaemon implements AutoCloseable {

	private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

	private final Behaviour behaviour;

	RudeDaemon(Behaviour behaviour) throws IOException {
		this.behaviour = behaviour;
		start(() -> {
			while (true) {
				Socket socket = this.server.accept();
				start(() -> serve(socket));
			}
		});
	}

	String address() {
		return this.server.getLocalPort() + "@localhost";
	}

	private void serve(Socket socket) throws IOException, InterruptedException {
		try (socket) {
			DataInputStream in = new DataInputStream(socket.getInputStream());
			OutputStream out = socket.getOutputStream();
			in.readNBytes(in.readNBytes(5)[4]);
			out.write("\u0005NULL ".getBytes(StandardCharsets.US_ASCII));
			in.readNBytes(90);
			out.write("\u0001\u0005\u0000\u0001\u0008#kim#big".getBytes(StandardCharsets.US_ASCII));
			this.behaviour.serve(in, out);
		}
	}

	/**
	 * Return a frame with a message.
	 * @param body the body
	 * @return the bytes of the frame
	 */
	static byte[] message(byte[] body) {
		return ByteBuffer.allocate(48 + body.length)
			.putInt(0x10)
			.put("#anna#big".getBytes(StandardCharsets.US_ASCII))
			.putInt(44, body.length)
			.put(48, body)
			.array();
	}

	private static void start(Task task) {
		Thread thread = new Thread(() -> {
			try {
				task.run();
			}
			catch (IOException | InterruptedException ex) {
				// the client or the test is over
			}
		}, "rude daemon");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

	interface Behaviour {

		void serve(DataInputStream in, OutputStream out) throws IOException, InterruptedException;

	}

	private interface Task {

		void run() throws IOException, InterruptedException;

	}

}
