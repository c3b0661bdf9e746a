package io.github.spreadspring.benchmarks.soak;

import java.time.Duration;
import java.util.List;

import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.protocol.ServiceType;

/**
 * One application from its beginning to its end: a session, something that sends, and
 * listeners.
 */
interface Application {

	/**
	 * Return the session.
	 * @return the session, always the same
	 */
	SpreadSession session();

	/**
	 * Return the ends of the streams.
	 * @return the witnesses, always the same
	 */
	List<Witness> witnesses();

	/**
	 * Connect and listen.
	 */
	void open();

	void join(String group);

	void leave(String group);

	/**
	 * Send.
	 * @param groups where to
	 * @param service how
	 * @param body what
	 */
	void send(List<String> groups, ServiceType service, byte[] body);

	/**
	 * Disconnect for good; when this returns, no witness sees anything any more.
	 */
	void close();

	/**
	 * Let the listeners be slow.
	 * @param length how long
	 */
	default void slow(Duration length) {
		long until = System.nanoTime() + length.toNanos();
		witnesses().forEach((witness) -> witness.slowUntil(until));
	}

}
