package io.github.spreadspring.benchmarks.soak.check;

import java.time.Duration;
import java.util.List;

/**
 * A promise that was not kept.
 *
 * @param rule the promise
 * @param at when it was noticed, from the beginning
 * @param where the stream that noticed it
 * @param text what happened
 * @param before what the stream had seen before, the latest last
 */
public record Violation(Rule rule, Duration at, String where, String text, List<String> before) {

	@Override
	public String toString() {
		return "%s at %.3f s in %s: %s".formatted(this.rule, this.at.toMillis() / 1000.0, this.where, this.text);
	}

}
