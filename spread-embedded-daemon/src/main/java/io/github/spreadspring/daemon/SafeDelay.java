package io.github.spreadspring.daemon;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Keeps SAFE messages as long as the token of a ring of C daemons needs to tell that
 * every daemon has them. What is ordered behind them waits too.
 */
final class SafeDelay {

	/** As many as the C daemon takes in before it stops reading from its clients. */
	private static final int MAX_WAITING = 500;

	private final long nanos;

	private final ScheduledExecutorService loop;

	private final Runnable onDue;

	/** Ordered, but not delivered. */
	private final Deque<Waiting> waiting = new ArrayDeque<>();

	private boolean scheduled;

	/**
	 * Create an empty delay.
	 * @param rotation how long SAFE messages are kept, above zero
	 * @param loop the event loop
	 * @param onDue called when a step can be taken that had to wait
	 */
	SafeDelay(Duration rotation, ScheduledExecutorService loop, Runnable onDue) {
		this.nanos = rotation.toNanos();
		this.loop = loop;
		this.onDue = onDue;
	}

	/**
	 * Order steps until there is one that can be taken.
	 * @param arrived the steps in the order they came in; what waits is moved from there
	 * @return the step, or {@code null} if there is none now
	 */
	@Nullable Step next(Deque<Step> arrived) {
		Waiting first = this.waiting.peek();
		if (first != null && first.due() - System.nanoTime() <= 0) {
			return this.waiting.remove().step();
		}
		while (!arrived.isEmpty() && !isFull()) {
			Step step = arrived.remove();
			if (step.overtakes() || (this.waiting.isEmpty() && !step.isSafe())) {
				return step;
			}
			long now = System.nanoTime();
			this.waiting.add(new Waiting(step, step.isSafe() ? now + this.nanos : now));
		}
		schedule();
		return null;
	}

	/**
	 * Take back the rest of a step that came from {@link #next(Deque)}.
	 * @param step the step
	 */
	void putBack(Step step) {
		this.waiting.addFirst(new Waiting(step, System.nanoTime()));
	}

	/**
	 * Whether nothing more is ordered for now.
	 * @return {@code true} if too much is waiting
	 */
	boolean isFull() {
		return this.waiting.size() >= MAX_WAITING;
	}

	/**
	 * Return what is ordered and not delivered.
	 * @return a copy
	 */
	List<Step> steps() {
		return this.waiting.stream().map(Waiting::step).toList();
	}

	/**
	 * Take out steps.
	 * @param which tells which ones
	 * @return the steps, in their order
	 */
	List<Step> takeOut(Predicate<Step> which) {
		List<Step> taken = new ArrayList<>();
		this.waiting.removeIf((each) -> which.test(each.step()) && taken.add(each.step()));
		return taken;
	}

	private void schedule() {
		Waiting first = this.waiting.peek();
		if (first != null && !this.scheduled) {
			this.scheduled = true;
			this.loop.schedule(() -> {
				this.scheduled = false;
				this.onDue.run();
			}, first.due() - System.nanoTime(), TimeUnit.NANOSECONDS);
		}
	}

	/**
	 * A step that waits.
	 *
	 * @param step the step
	 * @param due when it can be taken if it is the first, as told by
	 * {@link System#nanoTime()}
	 */
	private record Waiting(Step step, long due) {
	}

}
