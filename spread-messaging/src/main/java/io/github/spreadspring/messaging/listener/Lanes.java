package io.github.spreadspring.messaging.listener;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.protocol.MemberId;

/**
 * Spreads messages over several threads, those of one sender always over the same. A lane
 * holds little, so that what waits stays in the stream and its bounds: at a full lane the
 * one who puts messages waits.
 */
final class Lanes {

	private final ReentrantLock lock = new ReentrantLock();

	/** For the one who puts messages: a lane has room, or is idle. */
	private final Condition progress = this.lock.newCondition();

	private final List<Lane> lanes;

	private final int capacity;

	private boolean closed;

	/**
	 * Create lanes.
	 * @param count how many
	 * @param capacity how many lists of messages wait in each at most
	 */
	Lanes(int count, int capacity) {
		this.capacity = capacity;
		this.lanes = IntStream.range(0, count).mapToObj((lane) -> new Lane(this.lock.newCondition())).toList();
	}

	int count() {
		return this.lanes.size();
	}

	int laneOf(MemberId sender) {
		int hash = sender.hashCode();
		return Math.floorMod(hash ^ (hash >>> 16), this.lanes.size());
	}

	/**
	 * Put messages into a lane, as soon as it has room.
	 * @param index the lane
	 * @param messages messages of its senders; dropped when the lanes are closed
	 * @throws InterruptedException if the thread was interrupted; they are not in the
	 * lane
	 */
	void put(int index, List<RegularMessage> messages) throws InterruptedException {
		Lane lane = this.lanes.get(index);
		this.lock.lockInterruptibly();
		try {
			while (lane.tasks.size() >= this.capacity && !this.closed) {
				this.progress.await();
			}
			lane.tasks.add(messages);
			lane.work.signal();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Wait until all messages that were put are done.
	 * @throws InterruptedException if the thread was interrupted
	 */
	void awaitIdle() throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			while (!this.closed && !this.lanes.stream().allMatch(Lane::isIdle)) {
				this.progress.await();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Take the next messages; those before are done.
	 * @param index the lane
	 * @return the messages, or {@code null} when the lanes are closed
	 * @throws InterruptedException if the thread was interrupted
	 */
	@Nullable List<RegularMessage> next(int index) throws InterruptedException {
		Lane lane = this.lanes.get(index);
		this.lock.lockInterruptibly();
		try {
			lane.busy = false;
			this.progress.signal();
			while (lane.tasks.isEmpty() && !this.closed) {
				lane.work.await();
			}
			if (this.closed) {
				return null;
			}
			lane.busy = true;
			this.progress.signal();
			return lane.tasks.remove();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Drop what waits, and let nobody wait any more.
	 */
	void close() {
		this.lock.lock();
		try {
			this.closed = true;
			this.progress.signalAll();
			this.lanes.forEach((lane) -> {
				lane.tasks.clear();
				lane.work.signalAll();
			});
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * What waits for one thread.
	 */
	private static final class Lane {

		private final Queue<List<RegularMessage>> tasks = new ArrayDeque<>();

		private final Condition work;

		private boolean busy;

		Lane(Condition work) {
			this.work = work;
		}

		boolean isIdle() {
			return this.tasks.isEmpty() && !this.busy;
		}

	}

}
