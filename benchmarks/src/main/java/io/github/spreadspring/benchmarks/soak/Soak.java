package io.github.spreadspring.benchmarks.soak;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.benchmarks.soak.check.Checker;
import io.github.spreadspring.benchmarks.soak.check.Letter;
import io.github.spreadspring.benchmarks.soak.check.Verdict;

/**
 * One soak: applications, faults by schedule, then peace, then the verdict.
 */
final class Soak {

	private static final Duration PROGRESS = Duration.ofSeconds(10);

	private static final int MAX_PROBLEMS = 50;

	private final SoakSettings settings;

	private final Faults faults;

	private final PrintStream out;

	private final Checker checker = new Checker(System::nanoTime);

	private final List<Slot> slots = new ArrayList<>();

	private final AtomicLong problems = new AtomicLong();

	private final Conductor conductor;

	private final long start = System.nanoTime();

	private long told = System.nanoTime();

	Soak(SoakSettings settings, Faults faults, EventPath path, PrintStream out) {
		this.settings = settings;
		this.faults = faults;
		this.out = out;
		Applications applications = new Applications(faults.addresses(), settings.pace(), this.checker, path);
		for (int i = 0; i < settings.applications(); i++) {
			this.slots.add(new Slot(i, applications, this.checker, settings, this::problem));
		}
		this.conductor = new Conductor(faults, this.slots, this::problem);
	}

	/**
	 * Run to the end.
	 * @return the verdict
	 * @throws InterruptedException if the thread was interrupted
	 */
	Outcome run() throws InterruptedException {
		this.slots.forEach((slot) -> slot.later(slot::open));
		for (ScheduledStep step : Schedule.of(this.settings, this.faults.possible())) {
			waitFor(() -> false, Duration.ofNanos(step.at().toNanos() - (System.nanoTime() - this.start)));
			this.conductor.carryOut(step);
		}
		waitFor(() -> false, Duration.ofNanos(this.settings.duration().toNanos() - (System.nanoTime() - this.start)));
		boolean peace = makePeace();
		if (peace) {
			this.slots.stream().flatMap((slot) -> slot.witnesses().stream()).forEach(Witness::peace);
		}
		for (Slot slot : this.slots) {
			slot.end(this.settings.patience());
		}
		Verdict verdict = this.checker.finish();
		long failures = this.slots.stream().mapToLong(Slot::failures).sum();
		return new Outcome(this.settings, verdict, this.conductor.done(), failures, this.problems.get());
	}

	/**
	 * End all faults, and wait until everybody is everywhere and has got the last words
	 * of everybody.
	 * @return whether that happened
	 * @throws InterruptedException if the thread was interrupted
	 */
	private boolean makePeace() throws InterruptedException {
		this.out.println("peace: all faults end, everybody joins everything");
		this.faults.clear();
		this.slots.forEach((slot) -> slot.later(() -> {
			slot.open();
			slot.startSession();
			slot.slow(Duration.ZERO);
			SoakSettings.GROUPS.forEach(slot::join);
		}));
		int all = this.slots.size();
		if (!waitFor(
				() -> this.slots.stream()
					.allMatch((slot) -> SoakSettings.GROUPS.stream().allMatch((group) -> slot.isIn(group, all))),
				this.settings.patience())) {
			this.checker.overdue("Not everybody is in every group after %s: %s".formatted(this.settings.patience(),
					this.slots.stream().map(Slot::describe).toList()));
			return false;
		}
		this.slots.forEach((slot) -> slot.later(slot::endSending));
		for (Slot slot : this.slots) {
			slot.settle(this.settings.patience());
		}
		Map<Integer, Letter> last = new HashMap<>();
		if (!waitFor(() -> saidLast(last), this.settings.patience())) {
			this.checker.overdue("Some could not send: only %s could".formatted(last.keySet()));
			return false;
		}
		if (!waitFor(() -> missing(last) == null, this.settings.patience())) {
			this.checker.overdue(missing(last) + " after " + this.settings.patience());
			return false;
		}
		return true;
	}

	private boolean saidLast(Map<Integer, Letter> last) {
		for (int i = 0; i < this.slots.size(); i++) {
			Letter letter = last.containsKey(i) ? null : this.slots.get(i).sendLast();
			if (letter != null) {
				last.put(i, letter);
			}
		}
		return last.size() == this.slots.size();
	}

	private @Nullable String missing(Map<Integer, Letter> last) {
		for (Slot slot : this.slots) {
			for (Witness witness : slot.witnesses()) {
				for (Letter letter : last.values()) {
					if (this.checker.latest(witness.number(), letter.incarnation()) < letter.number()) {
						return "%s did not come to stream %d; %s".formatted(letter, witness.number(), slot.describe());
					}
				}
			}
		}
		return null;
	}

	private boolean waitFor(BooleanSupplier condition, Duration time) throws InterruptedException {
		long end = System.nanoTime() + time.toNanos();
		boolean holds = condition.getAsBoolean();
		while (!holds && end - System.nanoTime() > 0) {
			TimeUnit.NANOSECONDS.sleep(Math.min(end - System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(50)));
			tell();
			holds = condition.getAsBoolean();
		}
		return holds;
	}

	private void tell() {
		long now = System.nanoTime();
		if (now - this.told > PROGRESS.toNanos()) {
			this.told = now;
			Verdict verdict = this.checker.sweep();
			this.out.printf("%4d s: %,d sent, %,d delivered, %,d views, %,d gaps, %d violations%n",
					TimeUnit.NANOSECONDS.toSeconds(now - this.start), verdict.sent(), verdict.delivered(),
					verdict.views(), verdict.gaps(), verdict.broken());
		}
	}

	private void problem(String text) {
		if (this.problems.incrementAndGet() <= MAX_PROBLEMS) {
			this.out.println("trouble: " + text);
		}
	}

}
