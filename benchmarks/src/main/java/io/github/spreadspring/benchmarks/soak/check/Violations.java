package io.github.spreadspring.benchmarks.soak.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Collects what went wrong. All are counted, the first are kept.
 */
final class Violations {

	private static final int KEPT = 50;

	private final LongSupplier clock;

	private final long start;

	private final List<Violation> first = new ArrayList<>();

	private long count;

	Violations(LongSupplier clock) {
		this.clock = clock;
		this.start = clock.getAsLong();
	}

	void add(Rule rule, String where, String text, List<String> before) {
		this.count++;
		if (this.first.size() < KEPT) {
			this.first
				.add(new Violation(rule, Duration.ofNanos(this.clock.getAsLong() - this.start), where, text, before));
		}
	}

	List<Violation> first() {
		return List.copyOf(this.first);
	}

	long count() {
		return this.count;
	}

}
