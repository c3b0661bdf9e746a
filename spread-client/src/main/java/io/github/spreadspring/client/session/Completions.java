package io.github.spreadspring.client.session;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Completes the futures that callers wait for. What an application hangs on them must run
 * neither on the reader's thread nor under a lock of the session. Threads exist only
 * while there is something to do; there are several, so that a callback that takes its
 * time does not hold up all others.
 */
final class Completions {

	private static final int THREADS = 8;

	private static final ThreadPoolExecutor EXECUTOR = new ThreadPoolExecutor(THREADS, THREADS, 1, TimeUnit.SECONDS,
			new LinkedBlockingQueue<>(), (task) -> {
				Thread thread = new Thread(task, "spread-completions");
				thread.setDaemon(true);
				return thread;
			});

	static {
		EXECUTOR.allowCoreThreadTimeOut(true);
	}

	private Completions() {
	}

	static void run(Runnable completion) {
		EXECUTOR.execute(completion);
	}

}
