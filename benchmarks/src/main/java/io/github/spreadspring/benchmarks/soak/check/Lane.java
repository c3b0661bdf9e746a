package io.github.spreadspring.benchmarks.soak.check;

import org.jspecify.annotations.Nullable;

/**
 * What came from one incarnation to one group, in one stream.
 */
final class Lane {

	private int last;

	/** Bit n stands for the n-th message before the last one. */
	private long seen;

	private long epoch;

	/**
	 * A message came.
	 * @param number its number in the lane
	 * @param epoch since when its sender has been here without a break; 0 if it is not
	 * @return the rule that is broken, or {@code null}
	 */
	@Nullable Rule next(int number, long epoch) {
		int step = number - this.last;
		if (step <= 0) {
			boolean known = -step < Long.SIZE && (this.seen & (1L << -step)) != 0;
			return known ? Rule.NO_DUPLICATE : Rule.SENDER_ORDER;
		}
		boolean hole = step > 1 && epoch != 0 && epoch == this.epoch;
		this.seen = (step < Long.SIZE) ? (this.seen << step) | 1 : 1;
		this.last = number;
		this.epoch = epoch;
		return hole ? Rule.NO_HOLE : null;
	}

	int last() {
		return this.last;
	}

}
