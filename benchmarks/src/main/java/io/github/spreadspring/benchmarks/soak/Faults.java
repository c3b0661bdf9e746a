package io.github.spreadspring.benchmarks.soak;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.github.spreadspring.protocol.MemberId;

/**
 * Daemons, and what can be made to go wrong with them. Daemons are numbered from 0.
 */
interface Faults extends AutoCloseable {

	/**
	 * Return where the daemons listen.
	 * @return an address for each
	 */
	List<String> addresses();

	/**
	 * Return what can be done to these daemons and their clients.
	 * @return the actions
	 */
	Set<Action> possible();

	void kill(int daemon);

	void start(int daemon);

	void freeze(int daemon);

	void thaw(int daemon);

	void partition(List<List<Integer>> components);

	void merge();

	/**
	 * Let what a daemon sends to clients come late.
	 * @param daemon the daemon
	 * @param delay how late; zero to end this
	 */
	void delay(int daemon, Duration delay);

	void disconnect(MemberId member);

	void cutFrame(MemberId member);

	/**
	 * End all faults: every daemon lives, and all reach each other.
	 */
	void clear();

	@Override
	void close();

}
