package io.github.spreadspring.client.session;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.ConnectionClosedException;
import io.github.spreadspring.client.SendNotStartedException;
import io.github.spreadspring.client.SpreadConnection;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.transport.Deadline;
import io.github.spreadspring.client.transport.SendTurn;
import io.github.spreadspring.protocol.ServiceType;

/**
 * Everything a session sends over one connection, in one order, and which of it will come
 * back. The daemon takes messages, joins and leaves in the order in which they are sent
 * and never lets messages of FIFO or stronger of one sender change places; so what we
 * sent between our join and our leave comes back, in the order sent, and nothing else
 * does.
 */
final class Outbox {

	/**
	 * So many messages at most are on their way back to us. Far more than a daemon queues
	 * for anybody, so only one that is configured otherwise ever makes senders wait.
	 */
	static final int MAX_EXPECTED = 100_000;

	private final SpreadConnection connection;

	private final String self;

	private final Duration timeout;

	private final SendTurn turn = new SendTurn();

	/** Groups that we are in as far as the daemon was told. */
	private final Set<String> joined = ConcurrentHashMap.newKeySet();

	/** Messages that will come back, in the order sent. */
	private final Queue<Sent> expected = new ConcurrentLinkedQueue<>();

	private final Semaphore places = new Semaphore(MAX_EXPECTED);

	/** How many of them somebody waits for. */
	private final AtomicInteger awaited = new AtomicInteger();

	Outbox(SpreadConnection connection, Duration timeout) {
		this.connection = connection;
		this.self = connection.privateGroup().toString();
		this.timeout = timeout;
	}

	SpreadConnection connection() {
		return this.connection;
	}

	/**
	 * Send a message.
	 * @param message the message
	 * @param callback told what becomes of it; {@code null} if nobody wants to know
	 */
	void multicast(OutboundMessage message, @Nullable SendCallback callback) {
		Deadline deadline = Deadline.in(this.timeout);
		boolean place = comesBack(message) && takePlace(deadline);
		boolean noted = false;
		boolean expected;
		try {
			this.turn.take(deadline);
			try {
				Sent sent = expect(message, callback, place);
				noted = sent != null;
				expected = sent != null && sent.isExpected();
				transmit(message, deadline, sent);
			}
			finally {
				this.turn.release();
			}
		}
		finally {
			if (place && !noted) {
				this.places.release();
			}
		}
		if (!expected && callback != null) {
			callback.unconfirmed();
		}
	}

	private boolean takePlace(Deadline deadline) {
		try {
			if (this.places.tryAcquire() || this.places.tryAcquire(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
				return true;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw SendTurn.interrupted();
		}
		throw new SendNotStartedException(
				"%d messages that were sent have not come back for %s; nothing was sent. Most likely a slow listener keeps the session from reading"
					.formatted(MAX_EXPECTED, deadline));
	}

	/**
	 * Note a message that will come back. Before it is sent, because it may be back
	 * before the send returns.
	 * @param message the message
	 * @param callback told what becomes of it
	 * @param place whether it has a place, which is freed when it is forgotten
	 * @return the note, or {@code null} if there is none
	 */
	private @Nullable Sent expect(OutboundMessage message, @Nullable SendCallback callback, boolean place) {
		if (!comesBack(message)) {
			return null;
		}
		Sent sent = new Sent(message, callback, place);
		sent.remember();
		if (!comesBack(message)) {
			// the reader may just have learnt that we were not let in
			sent.giveUp();
		}
		return sent;
	}

	private void transmit(OutboundMessage message, Deadline deadline, @Nullable Sent sent) {
		try {
			this.connection.multicast(List.of(message), Duration.ofMillis(deadline.remainingMillis()));
		}
		catch (RuntimeException | Error ex) {
			if (sent != null) {
				sent.forget();
			}
			throw ex;
		}
	}

	private boolean comesBack(OutboundMessage message) {
		if (message.selfDiscard() || !message.serviceType().isOrdered()) {
			return false;
		}
		for (String group : message.groups()) {
			if (this.joined.contains(group) || group.equals(this.self)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Send a join or leave.
	 * @param command which of the two
	 * @param group the group
	 */
	void send(GroupMembership.Command command, String group) {
		this.turn.take(Deadline.in(this.timeout));
		try {
			switch (command) {
				case JOIN -> join(group);
				case LEAVE -> {
					this.connection.leave(group);
					this.joined.remove(group);
				}
			}
		}
		finally {
			this.turn.release();
		}
	}

	private void join(String group) {
		// before, because the reader may learn that we are not let in before it returns
		this.joined.add(group);
		try {
			this.connection.join(group);
		}
		catch (RuntimeException | Error ex) {
			this.joined.remove(group);
			throw ex;
		}
	}

	/**
	 * Whether somebody waits for a message to come back.
	 * @return {@code true} if so
	 */
	boolean isAwaited() {
		return this.awaited.get() > 0;
	}

	/**
	 * An own message came back.
	 * @param message the message
	 * @param action told to whom it may matter
	 */
	void returned(RegularMessage message, Consumer<SendCallback> action) {
		if (!message.serviceType().isOrdered() || !isExpected(message)) {
			return;
		}
		for (Iterator<Sent> all = this.expected.iterator(); all.hasNext();) {
			Sent sent = all.next();
			all.remove();
			if (sent.isSameAs(message)) {
				sent.finish(action);
				return;
			}
			// overtaken: it would have come back before
			sent.finish(SendCallback::unconfirmed);
		}
	}

	private boolean isExpected(RegularMessage message) {
		for (Sent sent : this.expected) {
			if (sent.isSameAs(message)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * The daemon refused a message.
	 * @param groups its destinations
	 * @param length the length of its body
	 */
	void rejected(List<String> groups, int length) {
		for (Iterator<Sent> all = this.expected.iterator(); all.hasNext();) {
			Sent sent = all.next();
			if (sent.groups.equals(groups) && sent.length == length) {
				all.remove();
				sent.finish(SendCallback::unconfirmed);
				return;
			}
		}
	}

	/**
	 * We were not let into a group.
	 * @param group the group
	 */
	void refused(String group) {
		this.joined.remove(group);
	}

	/**
	 * We are not in a group any more: what was sent to nothing else will not come back.
	 * @param present tells whether we are still in another group
	 */
	void left(Predicate<String> present) {
		finishAll((sent) -> sent.groups.stream().noneMatch((group) -> group.equals(this.self) || present.test(group)),
				SendCallback::unconfirmed);
	}

	/**
	 * The connection is gone.
	 * @param reason why
	 */
	void lost(String reason) {
		finishAll((sent) -> true,
				(callback) -> callback.lost(new ConnectionClosedException(
						"The connection was lost before the message came back; others may have received it or not. %s"
							.formatted(reason))));
	}

	/**
	 * Finish what nothing is to be expected of any more, in one pass: there may be many.
	 * @param which tells what to finish
	 * @param action told to whom it may matter
	 */
	private void finishAll(Predicate<Sent> which, Consumer<SendCallback> action) {
		for (Iterator<Sent> all = this.expected.iterator(); all.hasNext();) {
			Sent sent = all.next();
			if (which.test(sent)) {
				all.remove();
				sent.finish(action);
			}
		}
	}

	/**
	 * What is known of a message until it comes back. Not its body, which may be large.
	 */
	private final class Sent {

		private final List<String> groups;

		private final ServiceType serviceType;

		private final short messageType;

		private final int length;

		private final @Nullable SendCallback callback;

		private final boolean place;

		/** Whether nobody expects it any more; decided once, by whoever comes first. */
		private final AtomicBoolean finished = new AtomicBoolean();

		/** Whether it was forgotten by its own sender. */
		private boolean givenUp;

		Sent(OutboundMessage message, @Nullable SendCallback callback, boolean place) {
			this.groups = message.groups();
			this.serviceType = message.serviceType();
			this.messageType = message.messageType();
			this.length = message.bodyLength();
			this.callback = callback;
			this.place = place;
		}

		boolean isExpected() {
			return !this.givenUp;
		}

		void giveUp() {
			this.givenUp = forget();
		}

		/**
		 * Forget it, as its own sender.
		 * @return whether nobody else has done so before
		 */
		boolean forget() {
			Outbox.this.expected.remove(this);
			return end();
		}

		boolean isSameAs(RegularMessage message) {
			return this.length == message.body().length && this.messageType == message.messageType()
					&& this.serviceType == message.serviceType() && this.groups.equals(message.groups());
		}

		void remember() {
			Outbox.this.expected.add(this);
			if (this.callback != null) {
				Outbox.this.awaited.incrementAndGet();
			}
		}

		private boolean end() {
			if (!this.finished.compareAndSet(false, true)) {
				return false;
			}
			if (this.callback != null) {
				Outbox.this.awaited.decrementAndGet();
			}
			if (this.place) {
				Outbox.this.places.release();
			}
			return true;
		}

		/**
		 * Tell what became of it, once it is expected no more.
		 * @param action told to whom it may matter
		 */
		void finish(Consumer<SendCallback> action) {
			if (end() && this.callback != null) {
				action.accept(this.callback);
			}
		}

	}

}
