package io.github.spreadspring.client.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadEvent;

/**
 * What waits for one listener, bounded by count and bytes. Adding never waits, so that
 * the order can be decided under a lock; whoever added asks afterwards for room, which
 * makes the bounds exceeded by one message at most. A closed queue takes nothing; a
 * sealed one gives what it has, and then is closed.
 */
final class StreamQueue {

	/** From this level on a queue is said to be filling up. */
	private static final double HIGH_WATER = 0.75;

	/** Down to this level a queue must fall then, to be well again. */
	private static final double LOW_WATER = 0.5;

	/** Queues for fewer events fill up and empty all the time. */
	private static final int LEAST_FOR_HIGH_WATER = 10;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition notEmpty = this.lock.newCondition();

	private final Condition hasRoom = this.lock.newCondition();

	private final Backlog backlog;

	private final double highWater;

	private volatile boolean high;

	private volatile long dropped;

	private boolean closed;

	private boolean sealed;

	/** How many messages came after this queue was closed. */
	private int late;

	StreamQueue(StreamSettings settings) {
		this.backlog = new Backlog(settings);
		this.highWater = (settings.maxEvents() < LEAST_FOR_HIGH_WATER) ? Double.MAX_VALUE : HIGH_WATER;
	}

	/**
	 * Add an event, unless this queue is closed.
	 * @param event the event
	 * @return what became of it
	 */
	Backlog.Fate add(SpreadEvent event) {
		this.lock.lock();
		try {
			if (this.closed || this.sealed) {
				this.late += (event instanceof RegularMessage) ? 1 : 0;
				return Backlog.Fate.DROPPED;
			}
			Backlog.Fate fate = this.backlog.add(event);
			added();
			return fate;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Add that a message is missing.
	 * @param message the message
	 */
	void drop(RegularMessage message) {
		this.lock.lock();
		try {
			if (!this.closed && !this.sealed) {
				this.backlog.drop(message);
				added();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	boolean takesMessage() {
		this.lock.lock();
		try {
			return !this.closed && !this.sealed && this.backlog.takesMessage();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void added() {
		this.dropped = this.backlog.dropped();
		if (!this.high && this.backlog.level() >= this.highWater) {
			this.high = true;
		}
		this.notEmpty.signal();
	}

	boolean hasRoom() {
		this.lock.lock();
		try {
			return this.closed || this.sealed || !this.backlog.isFull();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Return how far the bounds are exceeded.
	 * @param reserveEvents the reserve for events
	 * @param reserveBytes the reserve for bytes
	 * @return the part of the reserve that is used, 0 and more
	 */
	double excess(int reserveEvents, long reserveBytes) {
		this.lock.lock();
		try {
			return this.backlog.excess(reserveEvents, reserveBytes);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Wait for room.
	 * @param timeout how long to wait
	 * @return whether there is room, or the queue is closed
	 * @throws InterruptedException if the thread was interrupted
	 */
	boolean awaitRoom(Duration timeout) throws InterruptedException {
		long nanos = TimeUnit.NANOSECONDS.convert(timeout);
		this.lock.lockInterruptibly();
		try {
			while (!this.closed && !this.sealed && this.backlog.isFull() && nanos > 0) {
				nanos = this.hasRoom.awaitNanos(nanos);
			}
			return this.closed || this.sealed || !this.backlog.isFull();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Take the next event.
	 * @param timeout how long to wait
	 * @return the event, or {@code null} if none came in time or the queue was closed
	 * @throws InterruptedException if the thread was interrupted; nothing is lost
	 */
	@Nullable SpreadEvent take(Duration timeout) throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			SpreadEvent event = awaitEvent(timeout) ? this.backlog.remove() : null;
			removed();
			return event;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Take the messages that stand directly behind one another, or one other event.
	 * @param max how many messages to take at most
	 * @param timeout how long to wait for the first
	 * @return the messages or the event; empty if none came in time or the queue was
	 * closed
	 * @throws InterruptedException if the thread was interrupted; nothing is lost
	 */
	List<SpreadEvent> takeBatch(int max, Duration timeout) throws InterruptedException {
		List<SpreadEvent> batch = new ArrayList<>();
		this.lock.lockInterruptibly();
		try {
			if (awaitEvent(timeout)) {
				boolean messages = this.backlog.peek() instanceof RegularMessage;
				do {
					batch.add(this.backlog.remove());
				}
				while (messages && batch.size() < max && this.backlog.peek() instanceof RegularMessage);
			}
			removed();
			return batch;
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean awaitEvent(Duration timeout) throws InterruptedException {
		long nanos = TimeUnit.NANOSECONDS.convert(timeout);
		while (this.backlog.size() == 0 && !this.closed && !this.sealed && nanos > 0) {
			nanos = this.notEmpty.awaitNanos(nanos);
		}
		return this.backlog.size() > 0;
	}

	private void removed() {
		if (this.high && this.backlog.level() <= LOW_WATER) {
			this.high = false;
		}
		if (!this.backlog.isFull()) {
			this.hasRoom.signalAll();
		}
	}

	/**
	 * Take nothing more, but give what there is.
	 */
	void seal() {
		this.lock.lock();
		try {
			this.sealed = true;
			this.notEmpty.signalAll();
			this.hasRoom.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Drop what waits, and take nothing more.
	 * @return how many events were dropped, and how many messages that came too late
	 * since it was asked last
	 */
	int close() {
		this.lock.lock();
		try {
			int dropped = this.backlog.clear() + this.late;
			this.late = 0;
			this.closed = true;
			this.notEmpty.signalAll();
			this.hasRoom.signalAll();
			return dropped;
		}
		finally {
			this.lock.unlock();
		}
	}

	int size() {
		this.lock.lock();
		try {
			return this.backlog.size();
		}
		finally {
			this.lock.unlock();
		}
	}

	long bytes() {
		this.lock.lock();
		try {
			return this.backlog.bytes();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Return how many messages were dropped because there was no room.
	 * @return the number
	 */
	long dropped() {
		return this.dropped;
	}

	/**
	 * Whether this queue fills up: from three quarters of a bound on, until it is down to
	 * the half.
	 * @return {@code true} if so
	 */
	boolean isHigh() {
		return this.high;
	}

}
