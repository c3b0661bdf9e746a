package io.github.spreadspring.client.session;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * Brings changes of state to listeners, in order and one at a time, on a thread of the
 * {@link Completions}: whoever changes the state waits for no listener.
 */
final class StateNotices {

	/**
	 * How many changes may wait for listeners that take their time; further ones are put
	 * together with the last.
	 */
	static final int MAX_WAITING = 1000;

	private static final Logger logger = System.getLogger(SpreadSession.class.getName());

	private final List<SessionStateListener> listeners = new CopyOnWriteArrayList<>();

	private final ReentrantLock lock = new ReentrantLock();

	private final Deque<Notice> waiting = new ArrayDeque<>();

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
		Notice notice = new Notice(from, to, List.copyOf(this.listeners));
		this.lock.lock();
		try {
			enqueue(notice);
			if (!this.delivering) {
				begin();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void enqueue(Notice notice) {
		if (this.waiting.size() < MAX_WAITING) {
			this.waiting.add(notice);
			return;
		}
		SessionState from = this.waiting.removeLast().from();
		if (from != notice.to()) {
			this.waiting.add(new Notice(from, notice.to(), notice.listeners()));
		}
	}

	private void begin() {
		try {
			Completions.run(this::deliver);
			this.delivering = true;
		}
		catch (RuntimeException | Error ex) {
			// no thread to be had, for example; the next change tries again
			logger.log(Level.ERROR, "Could not tell listeners for the state of the session, will try again", ex);
		}
	}

	private void deliver() {
		Notice notice = next();
		while (notice != null) {
			notice.listeners().forEach(notice::tell);
			notice = next();
		}
	}

	private @Nullable Notice next() {
		this.lock.lock();
		try {
			Notice next = this.waiting.poll();
			this.delivering = next != null;
			return next;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * A change, and who has to be told of it.
	 *
	 * @param from the state before
	 * @param to the state after
	 * @param listeners who listened then
	 */
	private record Notice(SessionState from, SessionState to, List<SessionStateListener> listeners) {

		private void tell(SessionStateListener listener) {
			try {
				listener.stateChanged(this.from, this.to);
			}
			catch (RuntimeException | Error ex) {
				report(ex);
			}
		}

		private static void report(Throwable ex) {
			try {
				logger.log(Level.ERROR, "A listener for the state of the session failed", ex);
			}
			catch (RuntimeException | Error failed) {
				// all others have to be told, even if the log cannot be written
			}
		}

	}

}
