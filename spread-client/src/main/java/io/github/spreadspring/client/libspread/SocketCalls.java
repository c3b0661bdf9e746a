package io.github.spreadspring.client.libspread;

import java.io.IOException;

/**
 * What we ask of the operating system about the socket behind a mailbox, which is its
 * descriptor. libspread itself has no way to wait with a limit, or to be woken.
 */
interface SocketCalls {

	/**
	 * Make a place to wait for sockets.
	 * @return a place for one thread at a time
	 */
	SocketWait newWait();

	/**
	 * End the connection under a socket, but leave the descriptor: whoever is blocked in
	 * it comes out.
	 * @param descriptor the descriptor
	 */
	void shutdown(int descriptor);

	/**
	 * Make a second descriptor of a socket.
	 * @param descriptor the descriptor
	 * @return the other one, or -1 if the operating system refuses
	 */
	int duplicate(int descriptor);

	/**
	 * Read what is there.
	 * @param descriptor the descriptor
	 * @param target where to, filled from its beginning
	 * @param length how much to read at most
	 * @return the number of bytes, 0 at the end, or -1 after an error or when there is
	 * nothing yet
	 */
	int read(int descriptor, NativeMemory target, int length);

	/**
	 * Write.
	 * @param descriptor the descriptor
	 * @param source what to write, from its beginning
	 * @param length how much
	 * @return the number of bytes written, or -1 after an error
	 */
	int write(int descriptor, NativeMemory source, int length);

	/**
	 * Begin or end to hold back what is written until there is a whole packet of it, on a
	 * socket that makes a packet of every write. Never holds back for long.
	 * @param descriptor the socket
	 * @param hold whether to begin
	 * @return {@code false} if the operating system or the kind of socket cannot do that
	 */
	boolean holdBack(int descriptor, boolean hold);

	/**
	 * Set the times after which TCP asks whether the other end is still there, where the
	 * operating system lets us; libspread has switched the asking on.
	 * @param descriptor the socket
	 */
	void setKeepAliveTimes(int descriptor);

	/**
	 * Close a descriptor.
	 * @param descriptor the descriptor
	 */
	void close(int descriptor);

	/**
	 * A place where one thread at a time waits for sockets.
	 */
	interface SocketWait extends AutoCloseable {

		/**
		 * Wait until a socket can be read from or has ended.
		 * @param descriptor the socket
		 * @param millis how long to wait at most; 0 only looks
		 * @return whether it is so; {@code false} also after {@link #wakeup()} or an
		 * interrupt, which is kept
		 * @throws IOException if the operating system refuses to wait
		 */
		boolean awaitReadable(int descriptor, long millis) throws IOException;

		/**
		 * Wait until a socket can be written to or has ended.
		 * @param descriptor the socket
		 * @param millis how long to wait at most; 0 only looks
		 * @return whether it is so; {@code false} also after {@link #wakeup()} or an
		 * interrupt, which is kept
		 * @throws IOException if the operating system refuses to wait
		 */
		boolean awaitWritable(int descriptor, long millis) throws IOException;

		/**
		 * Wake whoever waits here, or the next one that comes.
		 */
		void wakeup();

		/**
		 * Release what belongs to this place, when nobody waits here any more.
		 */
		@Override
		void close();

	}

}
