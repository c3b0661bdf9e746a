package io.github.spreadspring.client.testing;

import java.util.Arrays;
import java.util.Set;

import io.github.spreadspring.client.ConnectionSettings;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A transport, if it can be used here.
 */
public enum TestTransport {

	/** Pure Java. */
	SOCKET,

	/** The C library that SPREAD_LIBRARY names. */
	NATIVE;

	/** Where a thread can be that waits for the daemon, with either transport. */
	private static final Set<String> WAITING = Set.of("select", "poll", "SP_multigroup_multicast", "SP_receive");

	/**
	 * Whether a thread waits for the other end of its socket.
	 * @param thread the thread
	 * @return {@code true} if it is inside of a call that waits
	 */
	public static boolean isWaitingForSocket(Thread thread) {
		return Arrays.stream(thread.getStackTrace()).anyMatch((call) -> WAITING.contains(call.getMethodName()));
	}

	/**
	 * Skip the test unless the transport can be used here.
	 */
	public void assumeAvailable() {
		if (this == NATIVE) {
			Libspread.assumeAvailable();
		}
	}

	/**
	 * Skip the test over the C library.
	 * @param reason why it cannot be as with the other transport
	 */
	public void assumeSocket(String reason) {
		assumeTrue(this == SOCKET, reason);
	}

	/**
	 * Have a connection use this transport.
	 * @param settings how to connect
	 * @return the settings for this transport
	 */
	public ConnectionSettings over(ConnectionSettings settings) {
		return (this == NATIVE) ? Libspread.over(settings) : settings;
	}

}
