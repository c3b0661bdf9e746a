package io.github.spreadspring.client.session;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

import io.github.spreadspring.client.message.ListenerOverflowed;

/**
 * Says how a stream fares: that it fills up and is well again, that messages are dropped
 * and no longer are. Says it on a thread of its own, where nobody waits for it, and in
 * few lines, however often it happens.
 */
final class StreamReporter {

	private static final Logger logger = System.getLogger(SpreadSession.class.getName());

	/** After this time without a drop, dropping has ended. */
	static final long QUIET = Duration.ofSeconds(10).toNanos();

	/** Of the warnings that a stream fills up, there is one in this time. */
	static final long INTERVAL = Duration.ofMinutes(1).toNanos();

	private final SpreadStream stream;

	private final SessionObserver observers;

	private final LongSupplier clock;

	private final AtomicInteger signals = new AtomicInteger();

	/** What was told last. */
	private volatile boolean high;

	private volatile boolean dropping;

	private volatile long lastDrop;

	private volatile long dropped;

	private long droppedBefore;

	private boolean warned;

	private boolean everWarned;

	private long lastWarning;

	StreamReporter(SpreadStream stream, SessionObserver observers, LongSupplier clock) {
		this.stream = stream;
		this.observers = observers;
		this.clock = clock;
	}

	/**
	 * Something was added or dropped.
	 */
	void added() {
		if (this.stream.isHighWater() != this.high || this.stream.dropped() != this.dropped) {
			signal();
		}
	}

	/**
	 * Something was received, or nothing came.
	 */
	void received() {
		if (this.stream.isHighWater() != this.high || (this.dropping && isQuiet())) {
			signal();
		}
	}

	private boolean isQuiet() {
		return this.clock.getAsLong() - this.lastDrop > QUIET;
	}

	private void signal() {
		if (this.signals.getAndIncrement() == 0) {
			Completions.run(this::report);
		}
	}

	private void report() {
		int seen;
		do {
			seen = this.signals.get();
			reportLevel();
			reportDrops();
		}
		while (this.signals.addAndGet(-seen) != 0);
	}

	private void reportLevel() {
		boolean high = this.stream.isHighWater();
		if (high == this.high) {
			return;
		}
		this.high = high;
		if (high) {
			warn();
			this.observers.highWater(this.stream);
		}
		else {
			if (this.warned) {
				logger.log(Level.INFO, "No longer behind: {0}", this.stream.listener());
			}
			this.warned = false;
			this.observers.lowWater(this.stream);
		}
	}

	private void warn() {
		long now = this.clock.getAsLong();
		if (this.everWarned && now - this.lastWarning < INTERVAL) {
			return;
		}
		this.warned = true;
		this.everWarned = true;
		this.lastWarning = now;
		logger.log(Level.WARNING,
				"{1} messages and events with {2} bytes wait for {0}, three quarters or more of what its queue "
						+ "may hold. {3}",
				this.stream.listener(), this.stream.size(), this.stream.bytes(), atTheBound());
	}

	private String atTheBound() {
		return switch (this.stream.settings().overflow()) {
			case BLOCK -> "When it is full, the session reads nothing until there is room, for all its listeners, "
					+ "and the daemon ends the connection when this takes too long";
			case DROP_OLDEST -> "When it is full, the messages that have waited longest are dropped";
			case DROP_NEWEST -> "When it is full, arriving messages are dropped";
			case LEAVE_GROUP -> "When it is full, the listener is taken out of its groups";
		};
	}

	private void reportDrops() {
		long dropped = this.stream.dropped();
		if (dropped != this.dropped) {
			this.lastDrop = this.clock.getAsLong();
			this.dropped = dropped;
			if (!this.dropping) {
				this.dropping = true;
				logger
					.log(Level.WARNING,
							"The queue of {0} is full, messages are dropped (overflow policy {1}); further "
									+ "ones are only counted",
							this.stream.listener(), this.stream.settings().overflow());
			}
		}
		else if (this.dropping && isQuiet()) {
			this.dropping = false;
			logger.log(Level.INFO, "No more messages are dropped for {0}: {1} were", this.stream.listener(),
					dropped - this.droppedBefore);
			this.droppedBefore = dropped;
		}
	}

	/**
	 * The listener was taken out of groups.
	 * @param event the groups
	 */
	void overflowed(ListenerOverflowed event) {
		Completions.run(() -> {
			logger.log(Level.WARNING, "The queue of {0} is full, so it was taken out of {1}; it has to join again "
					+ "(overflow policy LEAVE_GROUP)", this.stream.listener(), event.groups());
			this.observers.overflowed(this.stream, event.groups());
		});
	}

}
