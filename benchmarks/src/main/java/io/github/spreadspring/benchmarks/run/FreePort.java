package io.github.spreadspring.benchmarks.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds a port for a daemon: below the range that the system uses for outgoing
 * connections, and below the highest that the official Java client takes.
 */
public final class FreePort {

	private static final int FIRST = 15_000;

	private static final int COUNT = 17_000;

	private FreePort() {
	}

	/**
	 * Find a port.
	 * @return a port that is free now, as the one behind it mostly is
	 */
	public static int next() {
		while (true) {
			// a C daemon takes the next port too
			int port = FIRST + 2 * ThreadLocalRandom.current().nextInt(COUNT / 2);
			if (isFree(port) && Files.notExists(Path.of("/tmp", "" + port))) {
				return port;
			}
		}
	}

	private static boolean isFree(int port) {
		try (ServerSocket socket = new ServerSocket()) {
			socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
