package io.github.spreadspring.boot.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Ports where nobody listens.
 */
final class Ports {

	private Ports() {
	}

	/**
	 * Return an address that refuses connections.
	 * @return a free port of the loopback interface
	 */
	static String freeAddress() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort() + "@127.0.0.1";
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
