package io.github.spreadspring.daemon;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * The one order: everything that happens is a step, and steps are taken one after the
 * other as they came in. While a receiver is waited for, or the network changes, none is
 * taken: those that have arrived queue up, and whoever sends more is not read from.
 */
final class StepQueue {

	private final Deque<Step> steps = new ArrayDeque<>();

	private final Set<Session> paused = new LinkedHashSet<>();

	private final Sequencer sequencer;

	private final Pacer pacer;

	private final @Nullable SafeDelay safeDelay;

	private boolean held;

	private boolean running;

	/**
	 * Create an empty queue.
	 * @param sequencer takes the steps
	 * @param loop the event loop
	 * @param rotation how long SAFE messages have to wait; zero for not at all
	 */
	StepQueue(Sequencer sequencer, ScheduledExecutorService loop, Duration rotation) {
		this.sequencer = sequencer;
		this.pacer = new Pacer(loop, this::proceed);
		this.safeDelay = rotation.isZero() ? null : new SafeDelay(rotation, loop, this::proceed);
	}

	/**
	 * Give a step its place in the order. It is taken before this method returns, unless
	 * it has to wait or another step is being taken.
	 * @param step the step
	 */
	void submit(Step step) {
		this.steps.add(step);
		run();
		if (isHolding() && this.paused.add(step.source())) {
			step.source().connection().setReading(false);
		}
	}

	/**
	 * Take no step for a while.
	 * @param held whether to
	 */
	void setHeld(boolean held) {
		boolean released = this.held && !held;
		this.held = held;
		if (released) {
			proceed();
		}
	}

	private boolean isHolding() {
		return this.held || this.pacer.isHolding() || (this.safeDelay != null && this.safeDelay.isFull());
	}

	/**
	 * A step that ends a session submits another one, which must not come into its midst.
	 */
	private void run() {
		if (this.running) {
			return;
		}
		this.running = true;
		try {
			Step step = next();
			while (step != null) {
				if (!step.take(this.sequencer)) {
					putBack(step);
				}
				step = next();
			}
		}
		finally {
			this.running = false;
		}
	}

	private @Nullable Step next() {
		if (this.held || this.pacer.isHolding()) {
			return null;
		}
		return (this.safeDelay != null) ? this.safeDelay.next(this.steps) : this.steps.poll();
	}

	private void putBack(Step step) {
		if (this.safeDelay != null) {
			this.safeDelay.putBack(step);
		}
		else {
			this.steps.addFirst(step);
		}
	}

	/**
	 * Go on after a time in which steps had to wait.
	 */
	private void proceed() {
		run();
		if (!isHolding()) {
			this.paused.forEach((session) -> session.connection().setReading(true));
			this.paused.clear();
		}
		this.sequencer.flush();
	}

	/**
	 * Look at a session after a frame was queued for it: it may have to be waited for.
	 * @param receiver the session
	 */
	void delivered(Session receiver) {
		this.pacer.delivered(receiver);
	}

	/**
	 * Forget a session that has ended.
	 * @param session the session
	 */
	void removed(Session session) {
		this.paused.remove(session);
		this.pacer.removed(session);
	}

	/**
	 * Return what all daemons have and nobody was given yet.
	 * @return a copy
	 */
	List<Step> undelivered() {
		return (this.safeDelay != null) ? this.safeDelay.steps() : List.of();
	}

	/**
	 * Take out some of what all daemons have and nobody was given yet.
	 * @param which tells which steps
	 * @return the steps, in their order
	 */
	List<Step> takeUndelivered(Predicate<Step> which) {
		return (this.safeDelay != null) ? this.safeDelay.takeOut(which) : List.of();
	}

	/**
	 * Take over steps from another queue without taking any, and whoever is not read from
	 * because of them.
	 * @param other the other queue, which keeps what is delivered late
	 * @param which tells whose steps
	 */
	void takeOver(StepQueue other, Predicate<Session> which) {
		this.steps.addAll(other.takeArrived(which));
		List<Session> waiting = other.paused.stream().filter(which).toList();
		this.paused.addAll(waiting);
		waiting.forEach(other.paused::remove);
	}

	void addAll(List<Step> more) {
		this.steps.addAll(more);
	}

	/**
	 * Forget what has arrived from some sessions and is in no order yet.
	 * @param which tells which sessions
	 */
	void discardArrived(Predicate<Session> which) {
		takeArrived(which).forEach(Step::discard);
		this.paused.removeIf(which);
	}

	/**
	 * Forget everything.
	 */
	void close() {
		discardArrived((session) -> true);
		takeUndelivered((step) -> true).forEach(Step::discard);
	}

	private List<Step> takeArrived(Predicate<Session> which) {
		List<Step> taken = new ArrayList<>();
		this.steps.removeIf((step) -> which.test(step.source()) && taken.add(step));
		return taken;
	}

}
