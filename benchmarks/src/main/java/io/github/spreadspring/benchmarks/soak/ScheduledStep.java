package io.github.spreadspring.benchmarks.soak;

import java.time.Duration;
import java.util.List;

/**
 * One thing that happens during a soak.
 *
 * @param at when, from the beginning
 * @param action what
 * @param subject to which daemon or application, by index
 * @param object the index of a group for {@code JOIN} and {@code LEAVE}, else 0
 * @param components the daemons that stay together, for {@code PARTITION}
 * @param length how much or how long, for {@code DELAY} and {@code SLOW}
 */
record ScheduledStep(Duration at, Action action, int subject, int object, List<List<Integer>> components,
		Duration length) {

	static ScheduledStep of(double seconds, Action action, int subject) {
		return new ScheduledStep(Schedule.duration(seconds), action, subject, 0, List.of(), Duration.ZERO);
	}

	static ScheduledStep lasting(double seconds, Action action, int subject, double length) {
		return new ScheduledStep(Schedule.duration(seconds), action, subject, 0, List.of(), Schedule.duration(length));
	}

	static ScheduledStep parting(double seconds, List<List<Integer>> components) {
		return new ScheduledStep(Schedule.duration(seconds), Action.PARTITION, 0, 0, components, Duration.ZERO);
	}

	static ScheduledStep moving(double seconds, Action action, int subject, int group) {
		return new ScheduledStep(Schedule.duration(seconds), action, subject, group, List.of(), Duration.ZERO);
	}

}
