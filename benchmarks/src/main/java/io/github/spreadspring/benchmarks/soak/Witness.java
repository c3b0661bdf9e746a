package io.github.spreadspring.benchmarks.soak;

import io.github.spreadspring.benchmarks.soak.check.Checker;
import io.github.spreadspring.benchmarks.soak.check.StreamPlace;
import io.github.spreadspring.client.message.SpreadEvent;

/**
 * The end of a stream: tells the checker what comes, and is slow when asked to.
 */
final class Witness {

	private static final int SLOW_MILLIS = 20;

	private final Checker checker;

	private final int number;

	private final EventPath path;

	private volatile long slowUntil = System.nanoTime();

	private volatile boolean peace;

	/**
	 * Begin to see a stream.
	 * @param checker who is told
	 * @param name what the stream is called
	 * @param place which of its session's streams it is
	 * @param path the way of events to the checker
	 */
	Witness(Checker checker, String name, StreamPlace place, EventPath path) {
		this.checker = checker;
		this.path = path;
		this.number = checker.open(name, place);
	}

	int number() {
		return this.number;
	}

	void saw(SpreadEvent event) {
		this.path.pass(event, (passed) -> this.checker.saw(this.number, passed));
		if (this.slowUntil - System.nanoTime() > 0) {
			try {
				Thread.sleep(SLOW_MILLIS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

	void slowUntil(long nanos) {
		this.slowUntil = nanos;
	}

	/**
	 * Say that everything has come.
	 */
	void peace() {
		this.peace = true;
		closed();
	}

	void closed() {
		this.checker.closed(this.number, this.peace);
	}

}
