package io.github.spreadspring.messaging.listener;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Stands between what was taken from a stream and the listener: lets it through, holds it
 * while paused, and once closed lets nothing through. Knows how much waits in front of
 * it, so that nothing is dropped without being counted.
 */
final class Gate {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private int waiting;

	private boolean paused;

	private volatile boolean closed;

	/** Neither paused nor closed. */
	private volatile boolean open = true;

	void pause(boolean paused) {
		this.lock.lock();
		try {
			this.paused = paused;
			this.open = !paused && !this.closed;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Note what was taken from the stream; {@link #pass(int)} follows.
	 * @param count how many messages or events
	 * @return {@code false} if the gate is closed, and they are to be dropped
	 */
	boolean arrive(int count) {
		this.lock.lock();
		try {
			if (!this.closed) {
				this.waiting += count;
			}
			return !this.closed;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Wait until what arrived may go to the listener.
	 * @param count how many messages or events
	 * @return {@code false} if the gate was closed, and they are dropped
	 * @throws InterruptedException if the thread was interrupted; they still wait
	 */
	boolean pass(int count) throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			while (this.paused && !this.closed) {
				this.changed.await();
			}
			if (!this.closed) {
				this.waiting -= count;
			}
			return !this.closed;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Let nothing through any more.
	 * @return how many messages and events waited and are dropped
	 */
	int close() {
		this.lock.lock();
		try {
			int dropped = this.waiting;
			this.closed = true;
			this.open = false;
			this.waiting = 0;
			this.changed.signalAll();
			return dropped;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Wait until closed.
	 * @param timeout how long to wait
	 * @return whether the gate is closed
	 * @throws InterruptedException if the thread was interrupted
	 */
	boolean awaitClosed(Duration timeout) throws InterruptedException {
		long nanos = TimeUnit.NANOSECONDS.convert(timeout);
		this.lock.lockInterruptibly();
		try {
			while (!this.closed && nanos > 0) {
				nanos = this.changed.awaitNanos(nanos);
			}
			return this.closed;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Whether what was taken may go to the listener at once, without {@link #arrive(int)}
	 * and {@link #pass(int)}.
	 * @return {@code true} if the gate is neither paused nor closed
	 */
	boolean isOpen() {
		return this.open;
	}

	boolean isClosed() {
		return this.closed;
	}

	int waiting() {
		this.lock.lock();
		try {
			return this.waiting;
		}
		finally {
			this.lock.unlock();
		}
	}

}
