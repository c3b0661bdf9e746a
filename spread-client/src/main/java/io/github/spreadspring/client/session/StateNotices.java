package io.github.spreadspring.client.session;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * Brings changes of state to listeners, in order and one at a time, on a thread of the
 * {@link Completions}: whoever changes the state waits for no listener.
 */
final class StateNotices {

	private static final Logger logger = System.getLogger(SpreadSession.class.getName());

	private final List<SessionStateListener> listeners = new CopyOnWriteArrayList<>();

	private final ReentrantLock lock = new ReentrantLock();

	private final Queue<Runnable> waiting = new ArrayDeque<>();

	private boolean delivering;

	void add(SessionStateListener listener) {
		this.listeners.add(listener);
	}

	void remove(SessionStateListener listener) {
		this.listeners.remove(listener);
	}

	/**
	 * Add a change. Called in the order of the changes, under the lock of the state; who
	 * listens now is told.
	 * @param from the state before
	 * @param to the state after
	 */
	void add(SessionState from, SessionState to) {
		if (this.listeners.isEmpty()) {
			return;
		}
		List<SessionStateListener> told = List.copyOf(this.listeners);
		this.lock.lock();
		try {
			this.waiting.add(() -> told.forEach((listener) -> tell(listener, from, to)));
			if (!this.delivering) {
				this.delivering = true;
				Completions.run(this::deliver);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void deliver() {
		Runnable notice = next();
		while (notice != null) {
			notice.run();
			notice = next();
		}
	}

	private @Nullable Runnable next() {
		this.lock.lock();
		try {
			Runnable next = this.waiting.poll();
			this.delivering = next != null;
			return next;
		}
		finally {
			this.lock.unlock();
		}
	}

	private static void tell(SessionStateListener listener, SessionState from, SessionState to) {
		try {
			listener.stateChanged(from, to);
		}
		catch (RuntimeException | Error ex) {
			logger.log(Level.ERROR, "A listener for the state of the session failed", ex);
		}
	}

}
