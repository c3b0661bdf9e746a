package io.github.spreadspring.client.testing;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds ports for daemons that have to know theirs before they start.
 */
public final class FreePorts {

	/** Below those that the operating system gives to whoever does not care. */
	private static final int FIRST = 20_000;

	private static final int LAST = 32_000;

	private FreePorts() {
	}

	/**
	 * Find a port that a C daemon can use: for TCP, with the next one for UDP, and as the
	 * name of a Unix domain socket.
	 * @return the port
	 */
	public static int next() {
		while (true) {
			int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
			if (isFree(port)) {
				return port;
			}
		}
	}

	/**
	 * Return the place where clients that know only a port look for a socket.
	 * @param port the port
	 * @return the path of the socket file
	 */
	public static Path unixSocket(int port) {
		return Path.of("/tmp", Integer.toString(port));
	}

	private static boolean isFree(int port) {
		InetAddress loopback = InetAddress.getLoopbackAddress();
		try (ServerSocket tcp = new ServerSocket();
				DatagramSocket udp = new DatagramSocket(port, loopback);
				DatagramSocket nextUdp = new DatagramSocket(port + 1, loopback)) {
			tcp.bind(new InetSocketAddress(loopback, port));
			return tcp.isBound() && udp.isBound() && nextUdp.isBound() && !Files.exists(unixSocket(port));
		}
		catch (IOException ex) {
			return false;
		}
	}

}
