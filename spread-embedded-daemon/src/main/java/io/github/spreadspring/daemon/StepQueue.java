package io.github.spreadspring.daemon;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The one order: everything that happens is a step, and steps are taken one after the
 * other as they came in. While a receiver is waited for, none is taken: those that have
 * arrived queue up, and whoever sends more is not read from.
 */
final class StepQueue {

	private final Deque<Step> steps = new ArrayDeque<>();

	private final Set<Session> paused = new LinkedHashSet<>();

	private final Pacer pacer;

	private final Runnable afterRelease;

	private boolean held;

	private boolean running;

	/**
	 * Create an empty queue.
	 * @param loop the event loop
	 * @param afterRelease called when steps have been taken that had to wait
	 */
	StepQueue(ScheduledExecutorService loop, Runnable afterRelease) {
		this.pacer = new Pacer(loop, this::released);
		this.afterRelease = afterRelease;
	}

	/**
	 * Give a step its place in the order. It is taken before this method returns, unless
	 * a receiver is waited for or another step is being taken.
	 * @param source the session it comes from
	 * @param step the step
	 */
	void submit(Session source, Step step) {
		this.steps.add(step);
		run(false);
		if (isHolding() && this.paused.add(source)) {
			source.connection().setReading(false);
		}
	}

	/**
	 * Take no step for a while.
	 * @param held whether to
	 */
	void setHeld(boolean held) {
		this.held = held;
		if (!isHolding()) {
			released();
		}
	}

	private boolean isHolding() {
		return this.held || this.pacer.isHolding();
	}

	/**
	 * Take all steps, even if a receiver is waited for.
	 */
	void finish() {
		run(true);
	}

	/**
	 * A step that ends a session submits another one, which must not come into its midst.
	 * @param regardless whether to go on even if a receiver is waited for
	 */
	private void run(boolean regardless) {
		if (this.running) {
			return;
		}
		this.running = true;
		try {
			while (!this.steps.isEmpty() && (regardless || !isHolding())) {
				Step step = this.steps.remove();
				if (!step.take()) {
					this.steps.addFirst(step);
				}
			}
		}
		finally {
			this.running = false;
		}
	}

	private void released() {
		run(false);
		if (!isHolding()) {
			this.paused.forEach((session) -> session.connection().setReading(true));
			this.paused.clear();
		}
		this.afterRelease.run();
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
	 * Something that happens.
	 */
	@FunctionalInterface
	interface Step {

		/**
		 * Let it happen, or a part of it if a receiver may have to be waited for then.
		 * @return {@code true} if nothing of it is left
		 */
		boolean take();

	}

}
