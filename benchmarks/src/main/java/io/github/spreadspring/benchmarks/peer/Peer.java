package io.github.spreadspring.benchmarks.peer;

import org.jspecify.annotations.Nullable;

/**
 * One of the programs that are measured.
 */
interface Peer {

	/**
	 * Get ready: connect, and join where the role asks for it.
	 * @throws Exception if this fails
	 */
	void open() throws Exception;

	/**
	 * Begin with the work. A role that waits for others begins in {@link #open()}.
	 */
	default void go() {
	}

	/**
	 * Return how many messages were sent or received.
	 * @return the number over all connections, since the start
	 */
	long messages();

	/**
	 * Return where round trips are recorded.
	 * @return the record, or {@code null} for a role without round trips
	 */
	default @Nullable RoundTrips roundTrips() {
		return null;
	}

	/**
	 * Clean up what the end of the process does not.
	 */
	default void close() {
	}

}
