package io.github.spreadspring.benchmarks.peer;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * One number for each connection, far enough apart that their threads do not slow each
 * other down.
 */
final class Counters {

	private static final int DISTANCE = 16;

	private final AtomicLongArray values;

	Counters(int connections) {
		this.values = new AtomicLongArray((connections + 2) * DISTANCE);
	}

	/**
	 * Add to the number of a connection. Only its own thread does.
	 * @param connection the connection
	 * @param more how much
	 * @return the new number
	 */
	long add(int connection, long more) {
		int index = (connection + 1) * DISTANCE;
		long value = this.values.getPlain(index) + more;
		this.values.setRelease(index, value);
		return value;
	}

	long sum() {
		long sum = 0;
		for (int i = 0; i < this.values.length(); i++) {
			sum += this.values.getAcquire(i);
		}
		return sum;
	}

}
