package io.github.spreadspring.messaging.listener.adapter;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts what has begun and not ended.
 */
final class UnderWay {

	private final ReentrantLock lock = new ReentrantLock();

	private final List<CompletableFuture<Void>> waiting = new ArrayList<>();

	private int count;

	void begin() {
		this.lock.lock();
		try {
			this.count++;
		}
		finally {
			this.lock.unlock();
		}
	}

	void end() {
		List<CompletableFuture<Void>> done = List.of();
		this.lock.lock();
		try {
			this.count--;
			if (this.count == 0) {
				done = List.copyOf(this.waiting);
				this.waiting.clear();
			}
		}
		finally {
			this.lock.unlock();
		}
		done.forEach((future) -> future.complete(null));
	}

	/**
	 * Return when nothing is under way.
	 * @return completes then, perhaps now
	 */
	CompletableFuture<Void> whenNone() {
		CompletableFuture<Void> future = new CompletableFuture<>();
		this.lock.lock();
		try {
			if (this.count > 0) {
				this.waiting.add(future);
				return future;
			}
		}
		finally {
			this.lock.unlock();
		}
		future.complete(null);
		return future;
	}

}
