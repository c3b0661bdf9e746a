package io.github.spreadspring.boot.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports where nobody listens.
 */
final class Ports {

	private Ports() {
	}

	/**
	 * Return an address that refuses connections. Its port is below those that the system
	 * gives to clients, so that no connection of another test takes it meanwhile. Nor is
	 * there a file where the Unix domain socket of a daemon on that port would be.
	 * @return a free port of the loopback interface
	 */
	static String freeAddress() {
		while (true) {
			int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
			if (Files.exists(Path.of("/tmp", Integer.toString(port)), LinkOption.NOFOLLOW_LINKS)) {
				// a socket file that somebody left behind
				continue;
			}
			try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
				return socket.getLocalPort() + "@127.0.0.1";
			}
			catch (IOException ex) {
				// taken; try another one
			}
		}
	}

}
