package io.github.spreadspring.client.transport;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A moment up to which something may take.
 */
public final class Deadline {

	/**
	 * Longer than anybody waits, and short enough to be counted in nanoseconds.
	 */
	public static final Duration FOR_EVER = Duration.ofDays(36_500);

	private static final long MAX_NANOS = Long.MAX_VALUE / 4;

	private final Duration timeout;

	private final long end;

	private Deadline(Duration timeout) {
		this.timeout = timeout;
		this.end = System.nanoTime() + nanos(timeout);
	}

	/**
	 * Return the moment at which a time that begins now is over.
	 * @param timeout the time; zero or less is over at once
	 * @return the moment
	 */
	public static Deadline in(Duration timeout) {
		return new Deadline(timeout);
	}

	/**
	 * Return the rest in nanoseconds.
	 * @return the rest, 0 when it is over
	 */
	public long remainingNanos() {
		return Math.max(0, this.end - System.nanoTime());
	}

	/**
	 * Return the rest in milliseconds for a selector, rounded up, so that 0 means over.
	 * @return the rest in milliseconds
	 */
	public long remainingMillis() {
		return (remainingNanos() + 999_999) / 1_000_000;
	}

	private static long nanos(Duration timeout) {
		return (timeout.compareTo(Duration.ofNanos(MAX_NANOS)) > 0) ? MAX_NANOS : timeout.toNanos();
	}

	@Override
	public String toString() {
		boolean whole = this.timeout.toMillisPart() == 0;
		return whole ? this.timeout.toSeconds() + " s" : TimeUnit.MILLISECONDS.convert(this.timeout) + " ms";
	}

}
