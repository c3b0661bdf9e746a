package io.github.spreadspring.messaging.listener;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import io.github.spreadspring.client.session.SpreadStream;

/**
 * What a container is doing, and the workers that do it for it: one is in charge from
 * start to stop, and the one before may still be busy with its last message.
 */
final class ContainerLifecycle {

	private static final Log logger = LogFactory.getLog(SpreadListenerContainer.class);

	private final SpreadListenerContainer container;

	private final ReentrantLock lock = new ReentrantLock();

	private volatile ContainerState state = ContainerState.STOPPED;

	/** Whether the listener is to be held; stays so over stop and start. */
	private volatile boolean paused;

	/** Who calls the listener, from start to stop. */
	private volatile @Nullable StreamWorker worker;

	/** The worker started last, perhaps still busy after a stop. */
	private volatile @Nullable StreamWorker last;

	/** Completes with the stop under way. */
	private volatile CompletableFuture<Void> stopped = CompletableFuture.completedFuture(null);

	/** Whether nobody has asked for the last stop. */
	private volatile boolean broken;

	ContainerLifecycle(SpreadListenerContainer container) {
		this.container = container;
	}

	ContainerState state() {
		return this.state;
	}

	boolean isPaused() {
		return this.paused;
	}

	/**
	 * Whether the container has ended by itself.
	 * @return {@code true} until it is started or stopped again
	 */
	boolean isBroken() {
		return this.broken;
	}

	@Nullable StreamWorker worker() {
		return this.worker;
	}

	@Nullable SpreadStream stream() {
		StreamWorker worker = this.worker;
		return (worker != null) ? worker.stream() : null;
	}

	void start() {
		locked(() -> {
			if (this.worker == null) {
				StreamWorker last = this.last;
				if (last != null) {
					// the listener begins anew, also where it is still busy
					last.leave();
				}
				StreamWorker worker = this.container.startWorker(last, this.paused);
				this.worker = worker;
				this.last = worker;
				this.broken = false;
				changeState(this.paused ? ContainerState.PAUSED : ContainerState.RUNNING);
				logger.debug("Listener '%s' started".formatted(this.container.getId()));
			}
			return null;
		});
	}

	void pause(boolean paused) {
		locked(() -> {
			StreamWorker worker = this.worker;
			if (worker != null && paused != this.paused) {
				changeState(paused ? ContainerState.PAUSED : ContainerState.RUNNING);
				worker.pause(paused);
				say(paused ? "paused" : "resumed");
			}
			this.paused = paused;
			return null;
		});
	}

	/**
	 * Stop and wait for it, unless it is the listener that asks.
	 */
	void stop() {
		CompletableFuture<Void> stopped = initiateStop();
		if (isCalledByListener()) {
			return;
		}
		try {
			stopped.get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex.getCause());
		}
	}

	void stop(Runnable callback) {
		CompletableFuture<Void> stopped = initiateStop();
		StreamWorker last = this.last;
		if (last != null && isCalledByListener()) {
			stopped = last.leave();
		}
		stopped.whenComplete((nothing, failure) -> callback.run());
	}

	private boolean isCalledByListener() {
		StreamWorker last = this.last;
		return last != null && last.threads().containCurrent();
	}

	CompletableFuture<Void> initiateStop() {
		return locked(() -> {
			this.broken = false;
			StreamWorker worker = this.worker;
			if (worker != null) {
				changeState(ContainerState.STOPPING);
				this.worker = null;
				this.stopped = this.container.stopWorker(worker).thenRun(() -> ended(worker));
			}
			return this.stopped.copy();
		});
	}

	/**
	 * A worker cannot go on, because a thread of it was interrupted or failed.
	 * @param worker the worker
	 */
	void mustEnd(StreamWorker worker) {
		locked(() -> {
			if (this.worker == worker) {
				initiateStop();
				this.broken = true;
			}
			worker.stopTaking();
			return null;
		});
	}

	/**
	 * A worker calls the listener no more, or has left its groups.
	 * @param worker the worker
	 */
	void ended(StreamWorker worker) {
		locked(() -> {
			if (this.last == worker && worker.isDone()) {
				this.last = null;
				changeState(ContainerState.STOPPED);
				say("stopped");
			}
			return null;
		});
	}

	/**
	 * The listener is in its groups for the first time since its start.
	 * @param stream what it is in them with
	 */
	void joined(SpreadStream stream) {
		locked(() -> {
			Set<String> groups = this.container.getGroups();
			if (stream() == stream && groups.stream().anyMatch((group) -> !group.equals(SpreadStream.PRIVATE))) {
				say("joined " + groups);
			}
			return null;
		});
	}

	private void say(String what) {
		logger.info("Listener '%s' %s".formatted(this.container.getId(), what));
	}

	/**
	 * Do something that must not come between the steps of a start or stop.
	 * @param <T> what comes of it
	 * @param action what to do
	 * @return what came of it
	 */
	<T extends @Nullable Object> T locked(Supplier<T> action) {
		this.lock.lock();
		try {
			return action.get();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * The one place where the state changes.
	 * @param next the state to come
	 */
	private void changeState(ContainerState next) {
		Assert.state(this.lock.isHeldByCurrentThread() && this.state.canBecome(next),
				() -> "Listener '%s' is %s and cannot become %s".formatted(this.container.getId(), this.state, next));
		this.state = next;
	}

}
