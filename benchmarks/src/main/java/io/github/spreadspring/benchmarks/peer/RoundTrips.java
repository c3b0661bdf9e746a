package io.github.spreadspring.benchmarks.peer;

import java.util.Arrays;

/**
 * The times of round trips between two marks. One thread adds.
 */
final class RoundTrips {

	private static final int MOST = 2_000_000;

	private final long[] nanos = new long[MOST];

	private volatile boolean recording;

	private volatile int count;

	/**
	 * Begin to record at the first mark, and end at the second.
	 */
	void mark() {
		this.recording = !this.recording;
	}

	void add(long roundTrip) {
		int next = this.count;
		if (this.recording && next < MOST) {
			this.nanos[next] = roundTrip;
			this.count = next + 1;
		}
	}

	/**
	 * Return the line that the contract asks for.
	 * @return number of round trips, and nanoseconds that 50, 99 and 99.9 % did not
	 * exceed
	 */
	String line() {
		long[] sorted = Arrays.copyOf(this.nanos, this.count);
		Arrays.sort(sorted);
		return "LATENCY %d %d %d %d".formatted(sorted.length, percentile(sorted, 0.5), percentile(sorted, 0.99),
				percentile(sorted, 0.999));
	}

	private static long percentile(long[] sorted, double part) {
		return (sorted.length != 0) ? sorted[(int) Math.min(sorted.length - 1, (long) (sorted.length * part))] : 0;
	}

}
