package io.github.spreadspring.client.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The line between clients and a daemon, which can go silent or bring nonsense. What was
 * held back by a silent line is lost.
 */
public final class FaultyLine implements AutoCloseable {

	private final ServerSocket server;

	private final int target;

	private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

	private final Random random = new Random(1);

	private volatile Condition condition = Condition.GOOD;

	private FaultyLine(int target) throws IOException {
		this.target = target;
		this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		start(this::accept);
	}

	/**
	 * Open a line to a daemon on this machine.
	 * @param port its port
	 * @return the line, in good condition
	 */
	public static FaultyLine to(int port) {
		try {
			return new FaultyLine(port);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public String address() {
		return this.server.getLocalPort() + "@127.0.0.1";
	}

	/**
	 * Bring nothing more to either side, and close nothing.
	 */
	public void silence() {
		this.condition = Condition.SILENT;
	}

	/**
	 * Bring nonsense to all clients, those who connect too.
	 */
	public void garbage() {
		this.condition = Condition.GARBAGE;
		this.sockets.forEach(this::sayNonsense);
	}

	/**
	 * Be good again. Whoever was connected is thrown out.
	 */
	public void mend() {
		this.condition = Condition.GOOD;
		closeAll();
	}

	private void accept() {
		while (!this.server.isClosed()) {
			try {
				Socket client = this.server.accept();
				this.sockets.add(client);
				if (this.condition == Condition.GARBAGE) {
					sayNonsense(client);
				}
				Socket daemon = new Socket();
				this.sockets.add(daemon);
				daemon.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.target));
				start(() -> carry(client, daemon));
				start(() -> carry(daemon, client));
			}
			catch (IOException ex) {
				// no daemon, or the test is over
			}
		}
	}

	private void carry(Socket from, Socket to) {
		byte[] bytes = new byte[8192];
		try {
			for (int count = from.getInputStream().read(bytes); count >= 0; count = from.getInputStream().read(bytes)) {
				if (this.condition == Condition.GOOD) {
					to.getOutputStream().write(bytes, 0, count);
				}
			}
		}
		catch (IOException ex) {
			// as when it ended well
		}
		close(from);
		close(to);
	}

	private void sayNonsense(Socket socket) {
		byte[] bytes = new byte[1000];
		this.random.nextBytes(bytes);
		try {
			socket.getOutputStream().write(bytes);
		}
		catch (IOException ex) {
			// it had enough
		}
	}

	private static void start(Runnable task) {
		Thread thread = new Thread(task, "faulty-line");
		thread.setDaemon(true);
		thread.start();
	}

	private void closeAll() {
		for (Socket socket = this.sockets.poll(); socket != null; socket = this.sockets.poll()) {
			close(socket);
		}
	}

	private static void close(Socket socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		closeAll();
	}

	private enum Condition {

		GOOD, SILENT, GARBAGE

	}

}
