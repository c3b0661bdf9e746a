package io.github.spreadspring.client.session;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadEvent;

/**
 * What waits for one listener, bounded by count and bytes. Adding never waits, so that
 * the order can be decided under a lock; whoever added asks afterwards for room, which
 * makes the bounds exceeded by one message at most. Events without a body do not count as
 * bytes.
 */
final class StreamQueue {

	private final int maxEvents;

	private final long maxBytes;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition notEmpty = this.lock.newCondition();

	private final Condition hasRoom = this.lock.newCondition();

	private final Queue<SpreadEvent> events = new ArrayDeque<>();

	private long bytes;

	private boolean closed;

	StreamQueue(int maxEvents, long maxBytes) {
		this.maxEvents = maxEvents;
		this.maxBytes = maxBytes;
	}

	void add(SpreadEvent event) {
		this.lock.lock();
		try {
			if (!this.closed) {
				this.events.add(event);
				this.bytes += bytesOf(event);
				this.notEmpty.signal();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	boolean hasRoom() {
		this.lock.lock();
		try {
			return this.closed || !isFull();
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
			double events = Math.max(0, this.events.size() - this.maxEvents) / (double) reserveEvents;
			double bytes = Math.max(0, this.bytes - this.maxBytes) / (double) reserveBytes;
			return Math.max(events, bytes);
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
			while (!this.closed && isFull() && nanos > 0) {
				nanos = this.hasRoom.awaitNanos(nanos);
			}
			return this.closed || !isFull();
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
			SpreadEvent event = awaitEvent(timeout) ? remove() : null;
			signalRoom();
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
				boolean messages = this.events.peek() instanceof RegularMessage;
				do {
					batch.add(remove());
				}
				while (messages && batch.size() < max && this.events.peek() instanceof RegularMessage);
			}
			signalRoom();
			return batch;
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean awaitEvent(Duration timeout) throws InterruptedException {
		long nanos = TimeUnit.NANOSECONDS.convert(timeout);
		while (this.events.isEmpty() && !this.closed && nanos > 0) {
			nanos = this.notEmpty.awaitNanos(nanos);
		}
		return !this.events.isEmpty();
	}

	private SpreadEvent remove() {
		SpreadEvent event = this.events.remove();
		this.bytes -= bytesOf(event);
		return event;
	}

	private void signalRoom() {
		if (!isFull()) {
			this.hasRoom.signalAll();
		}
	}

	/**
	 * Drop what waits, and take nothing more.
	 * @return how many events were dropped
	 */
	int close() {
		this.lock.lock();
		try {
			int dropped = this.events.size();
			this.closed = true;
			this.events.clear();
			this.bytes = 0;
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
			return this.events.size();
		}
		finally {
			this.lock.unlock();
		}
	}

	long bytes() {
		this.lock.lock();
		try {
			return this.bytes;
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean isFull() {
		return this.events.size() >= this.maxEvents || this.bytes >= this.maxBytes;
	}

	private static int bytesOf(SpreadEvent event) {
		return (event instanceof RegularMessage message) ? message.body().length : 0;
	}

}
