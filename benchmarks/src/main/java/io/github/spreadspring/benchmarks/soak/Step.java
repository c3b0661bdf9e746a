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
record Step(Duration at, Action action, int subject, int object, List<List<Integer>> components, Duration length) {

	static Step of(double seconds, Action action, int subject) {
		return new Step(Schedule.duration(seconds), action, subject, 0, List.of(), Duration.ZERO);
	}

	static Step lasting(double seconds, Action action, int subject, double length) {
		return new Step(Schedule.duration(seconds), action, subject, 0, List.of(), Schedule.duration(length));
	}

	static Step parting(double seconds, List<List<Integer>> components) {
		return new Step(Schedule.duration(seconds), Action.PARTITION, 0, 0, components, Duration.ZERO);
	}

	static Step moving(double seconds, Action action, int subject, int group) {
		return new Step(Schedule.duration(seconds), action, subject, group, List.of(), Duration.ZERO);
	}

}
