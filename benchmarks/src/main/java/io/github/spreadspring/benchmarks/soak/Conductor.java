package io.github.spreadspring.benchmarks.soak;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

import io.github.spreadspring.protocol.MemberId;

/**
 * Carries out the schedule.
 */
final class Conductor {

	private final Faults faults;

	private final List<Slot> slots;

	private final Consumer<String> problems;

	private final Map<Action, Integer> done = new TreeMap<>();

	Conductor(Faults faults, List<Slot> slots, Consumer<String> problems) {
		this.faults = faults;
		this.slots = slots;
		this.problems = problems;
	}

	/**
	 * Carry out a step. What concerns an application is done later, by its own thread.
	 * @param step the step
	 */
	void carryOut(ScheduledStep step) {
		try {
			switch (step.action()) {
				case KILL -> this.faults.kill(step.subject());
				case START -> this.faults.start(step.subject());
				case FREEZE -> this.faults.freeze(step.subject());
				case THAW -> this.faults.thaw(step.subject());
				case PARTITION -> this.faults.partition(step.components());
				case MERGE -> this.faults.merge();
				case DELAY, HURRY -> this.faults.delay(step.subject(), step.length());
				default -> toApplication(step, this.slots.get(step.subject()));
			}
			this.done.merge(step.action(), 1, Integer::sum);
		}
		catch (RuntimeException ex) {
			this.problems.accept("%s: %s".formatted(step, ex));
		}
	}

	private void toApplication(ScheduledStep step, Slot slot) {
		String group = SoakSettings.GROUPS.get(step.object());
		switch (step.action()) {
			case DISCONNECT, CUT_FRAME -> {
				MemberId member = slot.member();
				if (member != null && step.action() == Action.DISCONNECT) {
					this.faults.disconnect(member);
				}
				else if (member != null) {
					this.faults.cutFrame(member);
				}
			}
			case STOP_SESSION -> slot.later(slot::stopSession);
			case START_SESSION -> slot.later(slot::startSession);
			case CLOSE_APPLICATION -> slot.later(slot::close);
			case OPEN_APPLICATION -> slot.later(slot::open);
			case SLOW -> slot.later(() -> slot.slow(step.length()));
			case JOIN -> slot.later(() -> slot.join(group));
			case LEAVE -> slot.later(() -> slot.leave(group));
			default -> throw new IllegalArgumentException("Nothing for an application: " + step);
		}
	}

	/**
	 * Return how often each thing was done.
	 * @return the numbers
	 */
	Map<Action, Integer> done() {
		return this.done;
	}

}
