package io.github.spreadspring.benchmarks.soak;

import java.time.Duration;
import java.util.List;

/**
 * How to soak.
 *
 * @param duration how long faults happen
 * @param seed makes the schedule
 * @param daemons number of daemons
 * @param applications number of applications
 * @param rate messages per second of all applications together
 * @param pace factor for all times of the schedule
 */
record SoakSettings(Duration duration, long seed, int daemons, int applications, int rate, double pace) {

	/** The groups that the applications are in. */
	static final List<String> GROUPS = List.of("north", "east", "south", "west");

	SoakSettings {
		if (daemons < 1 || applications < 2 || rate < 1 || pace <= 0 || duration.isNegative()) {
			throw new IllegalArgumentException(
					"%d daemons, %d applications, %d messages/s, pace %s are not allowed: at least 1, 2, 1 and above 0 are"
						.formatted(daemons, applications, rate, pace));
		}
	}

	/**
	 * Return how long things may take that happen at once where nothing goes wrong.
	 * @return the time
	 */
	Duration patience() {
		return Duration.ofSeconds(20).plus(Schedule.duration(10 * this.pace));
	}

}
