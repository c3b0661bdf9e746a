package io.github.spreadspring.benchmarks.soak;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ScheduleTests {

	private static final Set<Action> ALL = EnumSet.allOf(Action.class);

	@Test
	void theSameSeedGivesTheSameSchedule() {
		assertThat(schedule(7)).isEqualTo(schedule(7)).isNotEqualTo(schedule(8));
	}

	@Test
	void everythingHappens() {
		assertThat(schedule(1)).extracting(ScheduledStep::action).containsAll(ALL);
	}

	@Test
	void whatCannotBeDoneIsNotAskedFor() {
		assertThat(Schedule.of(settings(1), EnumSet.of(Action.KILL))).extracting(ScheduledStep::action)
			.contains(Action.KILL, Action.START)
			.isSubsetOf(Action.KILL, Action.START, Action.JOIN, Action.LEAVE);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5 })
	void oneDaemonAtLeastLivesAndAllLiveAtTheEnd(long seed) {
		Set<Integer> down = new HashSet<>();
		for (ScheduledStep step : schedule(seed)) {
			if (step.action() == Action.KILL || step.action() == Action.FREEZE) {
				assertThat(down.add(step.subject())).isTrue();
			}
			else if (step.action() == Action.START || step.action() == Action.THAW) {
				assertThat(down.remove(step.subject())).isTrue();
			}
			assertThat(down).hasSizeLessThan(3);
		}
		assertThat(down).isEmpty();
	}

	@Test
	void aPartitionHasEveryDaemonOnce() {
		assertThat(schedule(1)).filteredOn((step) -> step.action() == Action.PARTITION)
			.isNotEmpty()
			.allSatisfy((step) -> assertThat(step.components()).hasSizeBetween(2, 3)
				.flatExtracting((component) -> component)
				.containsExactlyInAnyOrder(0, 1, 2));
	}

	@Test
	void thePaceStretchesTheTimes() {
		SoakSettings slow = new SoakSettings(Duration.ofMinutes(20), 1, 3, 6, 1, 10);
		assertThat(Schedule.of(slow, ALL)).hasSameSizeAs(schedule(1));
	}

	private static List<ScheduledStep> schedule(long seed) {
		return Schedule.of(settings(seed), ALL);
	}

	private static SoakSettings settings(long seed) {
		return new SoakSettings(Duration.ofMinutes(2), seed, 3, 6, 1, 1);
	}

}
