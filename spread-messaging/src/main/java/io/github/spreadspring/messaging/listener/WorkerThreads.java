package io.github.spreadspring.messaging.listener;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a worker: all are started or none, all end when one of them has to, and
 * the last one says so.
 */
final class WorkerThreads {

	private static final Log logger = LogFactory.getLog(WorkerThreads.class);

	private final String id;

	private final Runnable mustEnd;

	private final Runnable ended;

	private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

	/** Those who may still call the listener, and the one who starts them. */
	private final AtomicInteger active = new AtomicInteger(1);

	private final CompletableFuture<Void> finished = new CompletableFuture<>();

	/** Who must be done first, so that the listener is never called by both. */
	private volatile @Nullable WorkerThreads previous;

	/**
	 * Create threads, not started.
	 * @param id the id of the listener
	 * @param mustEnd called when a thread could not be started, was interrupted or
	 * failed: the others have to end
	 * @param ended called when all threads have ended
	 * @param previous the threads before these
	 */
	WorkerThreads(String id, Runnable mustEnd, Runnable ended, @Nullable WorkerThreads previous) {
		this.id = id;
		this.mustEnd = mustEnd;
		this.ended = ended;
		this.previous = previous;
	}

	void start(Executor executor, List<Body> bodies) {
		try {
			bodies.forEach((body) -> start(executor, body));
		}
		catch (RuntimeException | Error ex) {
			this.mustEnd.run();
			throw ex;
		}
		finally {
			release();
		}
	}

	private void start(Executor executor, Body body) {
		this.active.incrementAndGet();
		try {
			executor.execute(() -> run(body));
		}
		catch (RuntimeException | Error ex) {
			release();
			throw ex;
		}
	}

	private void run(Body body) {
		this.threads.add(Thread.currentThread());
		try {
			awaitPrevious();
			body.run();
		}
		catch (InterruptedException ex) {
			logger.warn("Listener '%s' was interrupted and ends".formatted(this.id));
			this.mustEnd.run();
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | RuntimeException | Error ex) {
			logger.error("Listener '%s' ends: its thread failed outside of the listener".formatted(this.id), ex);
			this.mustEnd.run();
		}
		finally {
			this.threads.remove(Thread.currentThread());
			release();
		}
	}

	private void awaitPrevious() throws InterruptedException, ExecutionException {
		WorkerThreads previous = this.previous;
		if (previous != null) {
			previous.finished.get();
			this.previous = null;
		}
	}

	private void release() {
		if (this.active.decrementAndGet() == 0) {
			this.finished.complete(null);
			this.ended.run();
		}
	}

	/**
	 * Return when the listener is called no more.
	 * @return completes then
	 */
	CompletableFuture<Void> finished() {
		return this.finished.copy();
	}

	boolean areFinished() {
		return this.finished.isDone();
	}

	/**
	 * Whether the current thread is one of those that call the listener.
	 * @return {@code true} if the listener asks, perhaps one of a run before
	 */
	boolean containCurrent() {
		WorkerThreads previous = this.previous;
		return this.threads.contains(Thread.currentThread()) || (previous != null && previous.containCurrent());
	}

	/**
	 * What a thread does.
	 */
	interface Body {

		void run() throws InterruptedException;

	}

}
