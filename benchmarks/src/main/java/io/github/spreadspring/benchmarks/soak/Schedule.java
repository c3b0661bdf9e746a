package io.github.spreadspring.benchmarks.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * What goes wrong when. The same seed gives the same schedule; what it meets when it is
 * carried out is another matter. Every fault has its end, and one daemon at least is
 * neither dead nor frozen, unless there is only one.
 */
final class Schedule {

	private final SoakSettings settings;

	private final Set<Action> possible;

	private final double end;

	private final List<ScheduledStep> steps = new ArrayList<>();

	private Schedule(SoakSettings settings, Set<Action> possible) {
		this.settings = settings;
		this.possible = possible;
		this.end = settings.duration().toMillis() / 1000.0;
	}

	static Duration duration(double seconds) {
		return Duration.ofMillis(Math.round(seconds * 1000));
	}

	/**
	 * Make a schedule.
	 * @param settings how long, how many, and the seed
	 * @param possible what can be done; without the beginning of a fault there is no end
	 * @return the steps, in order
	 */
	static List<ScheduledStep> of(SoakSettings settings, Set<Action> possible) {
		Schedule schedule = new Schedule(settings, possible);
		schedule.daemons(new Random(settings.seed() * 3));
		schedule.applications(new Random(settings.seed() * 3 + 1));
		schedule.moves(new Random(settings.seed() * 3 + 2));
		schedule.steps.sort(Comparator.comparing(ScheduledStep::at));
		return schedule.steps;
	}

	private void daemons(Random random) {
		int count = this.settings.daemons();
		double pace = this.settings.pace();
		double[] busyUntil = new double[count];
		double partedUntil = 0;
		Action[] actions = { Action.KILL, Action.FREEZE, Action.FREEZE, Action.PARTITION, Action.PARTITION,
				Action.DELAY };
		for (double now = pace; now < this.end; now += (0.5 + random.nextDouble() * 3) * pace) {
			Action action = actions[random.nextInt(actions.length)];
			int daemon = random.nextInt(count);
			double length = (0.2 + random.nextDouble() * 2.8) * pace;
			double until = now + length;
			double start = now;
			long idle = Arrays.stream(busyUntil).filter((time) -> time <= start).count();
			boolean spared = busyUntil[daemon] <= now && (idle > 1 || count == 1);
			if (until >= this.end || !this.possible.contains(action)) {
				continue;
			}
			if (action == Action.PARTITION) {
				if (count > 1 && partedUntil <= now) {
					this.steps.add(ScheduledStep.parting(now, components(random, count)));
					this.steps.add(ScheduledStep.of(until, Action.MERGE, 0));
					partedUntil = until;
				}
			}
			else if (action == Action.DELAY && busyUntil[daemon] <= now) {
				this.steps.add(ScheduledStep.lasting(now, action, daemon, 0.005 + random.nextDouble() * 0.05));
				this.steps.add(ScheduledStep.of(until, Action.HURRY, daemon));
				busyUntil[daemon] = until;
			}
			else if (spared && action != Action.DELAY) {
				this.steps.add(ScheduledStep.of(now, action, daemon));
				this.steps.add(ScheduledStep.of(until, (action == Action.KILL) ? Action.START : Action.THAW, daemon));
				busyUntil[daemon] = until;
			}
		}
	}

	private static List<List<Integer>> components(Random random, int count) {
		int parts = 2 + ((count > 2 && random.nextInt(4) == 0) ? 1 : 0);
		List<List<Integer>> components = new ArrayList<>();
		for (int i = 0; i < parts; i++) {
			components.add(new ArrayList<>());
		}
		int shift = random.nextInt(count);
		for (int i = 0; i < count; i++) {
			int part = (i < parts) ? i : random.nextInt(parts);
			components.get(part).add((i + shift) % count);
		}
		return components;
	}

	private void applications(Random random) {
		double pace = this.settings.pace();
		double[] busyUntil = new double[this.settings.applications()];
		Action[] actions = { Action.DISCONNECT, Action.CUT_FRAME, Action.SLOW, Action.STOP_SESSION,
				Action.CLOSE_APPLICATION };
		for (double now = pace; now < this.end; now += (0.3 + random.nextDouble() * 1.7) * pace) {
			Action action = actions[random.nextInt(actions.length)];
			int application = random.nextInt(busyUntil.length);
			double length = (0.1 + random.nextDouble() * 1.9) * pace;
			if (!this.possible.contains(action) || busyUntil[application] > now || now + length >= this.end) {
				continue;
			}
			this.steps.add(ScheduledStep.lasting(now, action, application, length));
			if (action == Action.STOP_SESSION) {
				this.steps.add(ScheduledStep.of(now + length, Action.START_SESSION, application));
			}
			else if (action == Action.CLOSE_APPLICATION) {
				this.steps.add(ScheduledStep.of(now + length, Action.OPEN_APPLICATION, application));
			}
			busyUntil[application] = now + length;
		}
	}

	private void moves(Random random) {
		double pace = this.settings.pace();
		boolean[][] in = new boolean[this.settings.applications()][SoakSettings.GROUPS.size()];
		for (int application = 0; application < in.length; application++) {
			for (int group = 0; group < SoakSettings.GROUPS.size(); group++) {
				if ((application + group) % 4 != 3) {
					in[application][group] = true;
					this.steps.add(ScheduledStep.moving(0, Action.JOIN, application, group));
				}
			}
		}
		for (double now = pace; now < this.end; now += (0.1 + random.nextDouble() * 0.5) * pace) {
			int application = random.nextInt(in.length);
			int group = random.nextInt(SoakSettings.GROUPS.size());
			boolean join = !in[application][group];
			// more in than out
			if (join || random.nextInt(3) == 0) {
				in[application][group] = join;
				this.steps.add(ScheduledStep.moving(now, join ? Action.JOIN : Action.LEAVE, application, group));
			}
		}
	}

}
