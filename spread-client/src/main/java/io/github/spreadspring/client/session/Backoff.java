package io.github.spreadspring.client.session;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The delays between attempts to connect: each twice the one before, up to a maximum,
 * with some chance so that clients of a restarted daemon do not all come at once.
 *
 * @param initial the first delay
 * @param max the longest delay
 */
record Backoff(Duration initial, Duration max) {

	private static final double JITTER = 0.2;

	/**
	 * Return the delay after a number of failures.
	 * @param failures how many attempts have failed in a row, 1 or more
	 * @return the delay
	 */
	Duration delay(int failures) {
		double doubled = this.initial.toNanos() * Math.pow(2, Math.min(failures - 1, 30));
		double nanos = Math.min(doubled, this.max.toNanos() / (1 + JITTER));
		double jitter = 1 + ThreadLocalRandom.current().nextDouble(-JITTER, JITTER);
		return Duration.ofNanos((long) (nanos * jitter));
	}

}
