package io.github.spreadspring.client.session;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;

/**
 * Completes the futures that callers wait for. What an application hangs on them must run
 * neither on the reader's thread nor under a lock of the session. Threads exist only
 * while there is something to do; there are several, so that a callback that takes its
 * time does not hold up all others.
 * <p>
 * A callback may itself wait for such a future, for a reply for instance. A fork-join
 * pool puts another thread in the place of one that waits for a future; with a fixed
 * number of threads, callbacks that wait would keep what they wait for from happening.
 */
final class Completions {

	private static final int THREADS = 8;

	private static final int MAX_THREADS = 1000;

	private static final ForkJoinPool EXECUTOR = new ForkJoinPool(THREADS, Worker::new, null, true, 0, MAX_THREADS, 1,
			(pool) -> true, 1, TimeUnit.SECONDS);

	private Completions() {
	}

	static void run(Runnable completion) {
		EXECUTOR.execute(completion);
	}

	/**
	 * A thread that keeps the class loader of who made it: those of the common factory
	 * see nothing of an application in an executable jar.
	 */
	private static final class Worker extends ForkJoinWorkerThread {

		Worker(ForkJoinPool pool) {
			super(pool);
			setName("spread-completions");
		}

	}

}
