package io.github.spreadspring.client;

import java.io.IOException;

/**
 * The way to a daemon for an {@link AuthenticationMethod}, within the time for
 * connecting.
 */
public interface AuthenticationDialogue {

	/**
	 * Return the daemon.
	 * @return its address
	 */
	DaemonAddress address();

	/**
	 * Send bytes, all in one piece.
	 * @param bytes the bytes, few enough for a new socket to take
	 * @throws IOException if the connection is no longer usable
	 */
	void write(byte[] bytes) throws IOException;

	/**
	 * Receive bytes.
	 * @param length how many
	 * @return exactly so many
	 * @throws IOException if the connection is no longer usable
	 * @throws ConnectTimeoutException if they did not come in time
	 */
	byte[] read(int length) throws IOException;

}
