package io.github.spreadspring.client.session;

import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.message.MessagesDropped;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadEvent;

/**
 * The events in a queue, in order, and what becomes of a message for which there is no
 * room. Used under the lock of the {@link StreamQueue}. Holes do not count as events:
 * between two of them stands something else.
 */
final class Backlog {

	/**
	 * What became of an event.
	 */
	enum Fate {

		/** It waits. */
		KEPT,

		/** It was dropped, and counted. */
		DROPPED,

		/** There is no room, and the listener has to leave. */
		REFUSED

	}

	/** The part of the bounds that is made free when messages are dropped. */
	private static final int PART = 10;

	private final StreamSettings settings;

	private final Deque<SpreadEvent> events = new ArrayDeque<>();

	private int messages;

	private int holes;

	private long messageBytes;

	private long eventBytes;

	/** Whether messages are dropped until more than a little room is free. */
	private boolean shedding;

	private long dropped;

	Backlog(StreamSettings settings) {
		this.settings = settings;
	}

	Fate add(SpreadEvent event) {
		if (event instanceof RegularMessage message) {
			return add(message);
		}
		this.events.add(event);
		this.eventBytes += EventSize.of(event);
		return Fate.KEPT;
	}

	private Fate add(RegularMessage message) {
		if (this.settings.overflow() == OverflowPolicy.DROP_OLDEST && isAtBound()) {
			dropOldest();
		}
		this.shedding = !takesMessage();
		if (this.shedding && this.settings.overflow() == OverflowPolicy.LEAVE_GROUP) {
			return Fate.REFUSED;
		}
		if (this.shedding) {
			drop(message);
			return Fate.DROPPED;
		}
		this.events.add(message);
		this.messages++;
		this.messageBytes += EventSize.of(message);
		return Fate.KEPT;
	}

	/**
	 * Whether a message that is added now is kept.
	 * @return {@code true} if so
	 */
	boolean takesMessage() {
		return switch (this.settings.overflow()) {
			case BLOCK -> true;
			// where events alone leave no room, the message is itself the oldest
			case DROP_OLDEST -> !isFullOfEvents();
			case DROP_NEWEST -> this.shedding ? hasSpace() : !isAtBound();
			case LEAVE_GROUP -> !isAtBound();
		};
	}

	/**
	 * Leave a hole at the end.
	 * @param message what is missing there
	 */
	void drop(RegularMessage message) {
		MessagesDropped hole = new MessagesDropped(1, message.body().length);
		this.dropped++;
		if (this.events.peekLast() instanceof MessagesDropped last) {
			this.events.removeLast();
			hole = last.plus(hole);
		}
		else {
			this.holes++;
		}
		this.events.addLast(hole);
	}

	private void dropOldest() {
		Deque<SpreadEvent> kept = new ArrayDeque<>();
		MessagesDropped hole = null;
		int tooMany = count() - sparse(this.settings.maxEvents());
		long tooLong = bytes() - sparse(this.settings.maxBytes());
		while ((tooMany > 0 || tooLong > 0) && this.messages > 0) {
			SpreadEvent event = remove();
			if (event instanceof RegularMessage message) {
				this.dropped++;
				tooMany--;
				tooLong -= message.body().length;
				hole = plus(hole, new MessagesDropped(1, message.body().length));
			}
			else if (event instanceof MessagesDropped before) {
				hole = plus(hole, before);
			}
			else {
				keep(kept, hole);
				hole = null;
				kept.addFirst(event);
			}
		}
		if (hole != null && this.events.peekFirst() instanceof MessagesDropped next) {
			remove();
			hole = hole.plus(next);
		}
		keep(kept, hole);
		kept.forEach(this.events::addFirst);
	}

	private static MessagesDropped plus(@Nullable MessagesDropped hole, MessagesDropped more) {
		return (hole != null) ? hole.plus(more) : more;
	}

	private void keep(Deque<SpreadEvent> kept, @Nullable MessagesDropped hole) {
		if (hole != null) {
			kept.addFirst(hole);
			this.holes++;
		}
	}

	@Nullable SpreadEvent peek() {
		return this.events.peekFirst();
	}

	SpreadEvent remove() {
		SpreadEvent event = this.events.removeFirst();
		if (event instanceof RegularMessage message) {
			this.messages--;
			this.messageBytes -= EventSize.of(message);
		}
		else if (event instanceof MessagesDropped) {
			this.holes--;
		}
		else {
			this.eventBytes -= EventSize.of(event);
		}
		return event;
	}

	/**
	 * Remove all.
	 * @return how many events there were
	 */
	int clear() {
		int size = this.events.size();
		this.events.clear();
		this.messages = 0;
		this.holes = 0;
		this.messageBytes = 0;
		this.eventBytes = 0;
		return size;
	}

	int size() {
		return this.events.size();
	}

	long bytes() {
		return this.messageBytes + this.eventBytes;
	}

	/**
	 * Return how many messages were dropped.
	 * @return the number since the beginning
	 */
	long dropped() {
		return this.dropped;
	}

	/**
	 * Whether the session has to wait: at the bound, or, where messages are dropped
	 * there, only when the events alone are as many, or as large.
	 * @return {@code true} if so
	 */
	boolean isFull() {
		return (this.settings.overflow() != OverflowPolicy.BLOCK) ? isFullOfEvents() : isAtBound();
	}

	private boolean isFullOfEvents() {
		return count() - this.messages >= this.settings.maxEvents() || this.eventBytes >= this.settings.maxBytes();
	}

	private boolean isAtBound() {
		return count() >= this.settings.maxEvents() || bytes() >= this.settings.maxBytes();
	}

	/**
	 * Whether a tenth of the bounds is free, so that holes are few and long instead of
	 * many and short.
	 * @return {@code true} if so
	 */
	private boolean hasSpace() {
		return count() <= sparse(this.settings.maxEvents()) && bytes() <= sparse(this.settings.maxBytes());
	}

	private static int sparse(int bound) {
		return bound - Math.max(1, bound / PART);
	}

	private static long sparse(long bound) {
		return bound - Math.max(1, bound / PART);
	}

	/**
	 * Return how full it is.
	 * @return the larger one of the parts of both bounds, 0 and more
	 */
	double level() {
		return Math.max(count() / (double) this.settings.maxEvents(), bytes() / (double) this.settings.maxBytes());
	}

	/**
	 * Return how far the bounds are exceeded.
	 * @param reserveEvents the reserve for events
	 * @param reserveBytes the reserve for bytes
	 * @return the part of the reserve that is used, 0 and more
	 */
	double excess(int reserveEvents, long reserveBytes) {
		double events = Math.max(0, count() - this.settings.maxEvents()) / (double) reserveEvents;
		double bytes = Math.max(0, bytes() - this.settings.maxBytes()) / (double) reserveBytes;
		return Math.max(events, bytes);
	}

	private int count() {
		return this.events.size() - this.holes;
	}

}
