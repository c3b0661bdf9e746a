package io.github.spreadspring.client.session;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.SpreadConnection;

/**
 * What a session is doing, and for which of its runs: the one place where the state
 * changes. A run is what goes on between a start and a stop; one that was stopped changes
 * nothing any more, however long it takes to notice. There is an outbox exactly while the
 * state is {@link SessionState#CONNECTED}.
 */
final class SessionStatus {

	private final StateNotices notices = new StateNotices();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private volatile SessionState state = SessionState.DISCONNECTED;

	private volatile @Nullable Object run;

	private volatile @Nullable Outbox outbox;

	/** Whether a run, current or not, brings messages to the streams. */
	private boolean serving;

	private boolean attempted;

	/** What was sent with over a connection that was given up for another one. */
	private @Nullable Outbox givenUp;

	/** Whether the next pause is not to be waited for. */
	private boolean hurried;

	StateNotices notices() {
		return this.notices;
	}

	SessionState state() {
		return this.state;
	}

	/**
	 * Return what messages can be sent with.
	 * @return that of the current connection, or {@code null} while there is none
	 */
	@Nullable Outbox outbox() {
		return this.outbox;
	}

	boolean isCurrent(Object run) {
		return this.run == run;
	}

	/**
	 * Begin a run.
	 * @param run what the run is known by
	 * @throws IllegalStateException if the session was closed
	 */
	void begin(Object run) {
		this.lock.lock();
		try {
			if (this.state == SessionState.CLOSED) {
				throw new IllegalStateException("The session was closed and cannot be started again");
			}
			this.run = run;
			this.attempted = false;
			this.hurried = false;
			become(SessionState.CONNECTING);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * End the run, if there is one.
	 * @param next the state from now on
	 * @return what could be sent with until now, or {@code null}
	 */
	@Nullable Outbox end(SessionState next) {
		this.lock.lock();
		try {
			Outbox last = this.outbox;
			this.run = null;
			this.attempted = true;
			become(next);
			return last;
		}
		finally {
			this.lock.unlock();
		}
	}

	void connecting(Object run) {
		change(run, SessionState.CONNECTING);
	}

	void backingOff(Object run) {
		change(run, SessionState.BACKING_OFF);
	}

	private void change(Object run, SessionState next) {
		this.lock.lock();
		try {
			if (isCurrent(run)) {
				become(next);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * There is a connection. {@link #served()} has to follow.
	 * @param run whose it is
	 * @param outbox what is sent over it
	 * @param history what remembers it, before anybody sees the new state
	 * @return whether it is wanted
	 */
	boolean connected(Object run, Outbox outbox, ConnectionHistory history) {
		this.lock.lock();
		try {
			if (!isCurrent(run)) {
				return false;
			}
			this.serving = true;
			this.outbox = outbox;
			this.givenUp = null;
			// whoever was in a hurry has got a connection
			this.hurried = false;
			history.connected(outbox.connection().daemonVersion());
			become(SessionState.CONNECTED);
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Whoever was connected brings nothing to the streams any more.
	 */
	void served() {
		this.lock.lock();
		try {
			this.serving = false;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * The first attempt of a run has ended, well or not.
	 * @param run which run
	 */
	void attempted(Object run) {
		this.lock.lock();
		try {
			if (isCurrent(run)) {
				this.attempted = true;
				this.changed.signalAll();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void become(SessionState next) {
		SessionState last = this.state;
		if (last.canBecome(next)) {
			this.state = next;
			if (next != SessionState.CONNECTED) {
				this.outbox = null;
			}
			this.notices.add(last, next);
		}
		this.changed.signalAll();
	}

	boolean awaitConnected(Duration timeout) throws InterruptedException {
		return await(() -> this.state == SessionState.CONNECTED, timeout);
	}

	/**
	 * Wait until the first attempt has ended.
	 * @param timeout how long to wait
	 * @return whether it has
	 * @throws InterruptedException if the thread was interrupted
	 */
	boolean awaitAttempt(Duration timeout) throws InterruptedException {
		return await(() -> this.attempted, timeout);
	}

	/**
	 * Wait until nobody brings messages to the streams.
	 * @param timeout how long to wait
	 * @return whether nobody does
	 * @throws InterruptedException if the thread was interrupted
	 */
	boolean awaitServed(Duration timeout) throws InterruptedException {
		return await(() -> !this.serving, timeout);
	}

	/**
	 * Give up the connection of a run, if there is one, and end its pause or skip the
	 * next one.
	 * @param run which run
	 * @param farewell begins to close the connection, and returns at once
	 * @return whether the run is the current one
	 */
	boolean reconnect(Object run, Consumer<SpreadConnection> farewell) {
		this.lock.lock();
		try {
			if (!isCurrent(run)) {
				return false;
			}
			Outbox outbox = this.outbox;
			if (outbox != null) {
				farewell.accept(outbox.connection());
				this.givenUp = outbox;
				become(SessionState.BACKING_OFF);
			}
			this.hurried = true;
			this.changed.signalAll();
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Whether a connection was given up for another one.
	 * @param outbox what was sent over it
	 * @return {@code false} if it was lost
	 */
	boolean isGivenUp(Outbox outbox) {
		this.lock.lock();
		try {
			return this.givenUp == outbox;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Wait for some time, or until a run is not wanted any more, or somebody is in a
	 * hurry.
	 * @param run which run
	 * @param time how long to wait
	 * @throws InterruptedException if the thread was interrupted
	 */
	void pause(Object run, Duration time) throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			await(() -> this.hurried || !isCurrent(run), time);
			this.hurried = false;
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean await(Check check, Duration timeout) throws InterruptedException {
		long nanos = TimeUnit.NANOSECONDS.convert(timeout);
		this.lock.lockInterruptibly();
		try {
			while (!check.isTrue() && nanos > 0) {
				nanos = this.changed.awaitNanos(nanos);
			}
			return check.isTrue();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Something to wait for.
	 */
	private interface Check {

		boolean isTrue();

	}

}
