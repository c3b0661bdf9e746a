package io.github.spreadspring.benchmarks.soak.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.github.spreadspring.client.message.ConnectionEstablished;
import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.ConnectionRestored;
import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.message.GroupLeft;
import io.github.spreadspring.client.message.ListenerOverflowed;
import io.github.spreadspring.client.message.MessagesDropped;
import io.github.spreadspring.client.message.NetworkChanged;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.client.message.TransitionalSignal;
import io.github.spreadspring.client.message.ViewChanged;
import io.github.spreadspring.protocol.MemberId;

/**
 * Is told what is sent and what each stream gets, and says which promise was not kept.
 * What it remembers is bounded: windows of numbers for each sender, a minute of messages
 * for the order between streams, and digests of what came between views.
 * <p>
 * All methods can be called from any thread.
 */
public final class Checker {

	private final ReentrantLock lock = new ReentrantLock();

	private final Violations violations;

	private final Incarnations incarnations = new Incarnations();

	private final Counts counts = new Counts();

	private final MessageCheck messages;

	private final ViewCheck views;

	private final List<StreamCheck> streams = new ArrayList<>();

	/**
	 * Create a checker that knows nothing.
	 * @param clock tells the time in nanoseconds, from any beginning
	 */
	public Checker(LongSupplier clock) {
		this.violations = new Violations(clock);
		this.messages = new MessageCheck(clock, this.violations, this.incarnations);
		this.views = new ViewCheck(clock, this.violations);
	}

	/**
	 * A connection of an application begins to send.
	 * @param application the application
	 * @param member its private group
	 * @return the number to write into its letters
	 */
	public int incarnation(String application, MemberId member) {
		return locked(() -> this.incarnations.add(application, member));
	}

	/**
	 * A letter was handed to the daemon, as far as is known.
	 * @param letter the letter
	 * @param ambiguous whether the connection changed meanwhile, so that another
	 * connection may have sent it
	 */
	public void sent(Letter letter, boolean ambiguous) {
		locked(() -> {
			this.counts.sent();
			if (ambiguous) {
				this.incarnations.ambiguous(letter);
			}
			this.incarnations.sent(letter);
		});
	}

	/**
	 * A letter could not be handed to the daemon, or nobody knows.
	 * @param letter the letter
	 */
	public void failed(Letter letter) {
		locked(() -> this.incarnations.ambiguous(letter));
	}

	/**
	 * A stream begins.
	 * @param name what to call it
	 * @param place whether it is the only one of its session, or which of several
	 * @return its number
	 */
	public int open(String name, StreamPlace place) {
		return locked(() -> {
			this.streams.add(new StreamCheck(this.streams.size(), name, place));
			return this.streams.size() - 1;
		});
	}

	/**
	 * A stream got something.
	 * @param number the number of the stream
	 * @param event what it got
	 */
	public void saw(int number, SpreadEvent event) {
		Letter letter = (event instanceof RegularMessage message)
				? Letter.decode(message.body(), message.groups().size()) : null;
		locked(() -> {
			StreamCheck stream = this.streams.get(number);
			if (stream.isClosed()) {
				return;
			}
			stream.remember(event, letter);
			if (event instanceof RegularMessage message) {
				this.counts.delivered(message.serviceType().isOrdered());
				this.messages.check(stream, message, letter);
			}
			else {
				saw(stream, event);
			}
		});
	}

	private void saw(StreamCheck stream, SpreadEvent event) {
		if (event instanceof ViewChanged changed) {
			this.counts.view(changed instanceof NetworkChanged);
			this.views.changed(stream, changed);
		}
		else if (event instanceof GroupJoined joined) {
			this.counts.view(false);
			this.views.joined(stream, joined);
		}
		else if (event instanceof GroupLeft left) {
			this.views.left(stream, left);
		}
		else if (event instanceof TransitionalSignal signal) {
			this.counts.signal();
			this.views.signal(stream, signal);
		}
		else if (event instanceof MessagesDropped dropped) {
			this.counts.dropped(dropped.count());
			stream.groups().values().forEach((log) -> log.dropped(stream.place()));
		}
		else if (event instanceof ListenerOverflowed overflowed) {
			// it leaves at a place of its own, not where the others see it leave
			stream.overflowed(overflowed.groups());
		}
		else if (event instanceof ConnectionEstablished established) {
			connected(stream, event, stream.self() == null && stream.previous() == null, established.member());
		}
		else if (event instanceof ConnectionRestored restored) {
			this.counts.reconnect();
			boolean fits = stream.previous() == null || stream.previous().equals(restored.previous());
			connected(stream, event, stream.self() == null && fits, restored.member());
		}
		else if (event instanceof ConnectionLost lost) {
			this.counts.gap();
			if (!Objects.equals(stream.self(), lost.member())) {
				broken(Rule.EVENT_ORDER, stream, "%s, but it was %s".formatted(lost, stream.self()));
			}
			stream.lost(lost.member());
		}
	}

	private void connected(StreamCheck stream, SpreadEvent event, boolean fits, MemberId member) {
		if (!fits) {
			broken(Rule.EVENT_ORDER, stream,
					"%s, but it was %s, before that %s".formatted(event, stream.self(), stream.previous()));
		}
		stream.connected(member);
	}

	/**
	 * A stream is closed; what comes from now on does not count.
	 * @param number the number of the stream
	 * @param peace whether it got everything that there was
	 */
	public void closed(int number, boolean peace) {
		locked(() -> {
			this.views.closed(this.streams.get(number), peace);
			this.streams.get(number).close();
		});
	}

	/**
	 * Return the last ordered message of an incarnation in a stream.
	 * @param number the number of the stream
	 * @param incarnation the incarnation
	 * @return the number of the message; 0 for none
	 */
	public int latest(int number, int incarnation) {
		return locked(() -> this.streams.get(number).latest(incarnation));
	}

	/**
	 * Something that should have happened did not.
	 * @param text what
	 */
	public void overdue(String text) {
		locked(() -> this.violations.add(Rule.LIVENESS, "the end", text, List.of()));
	}

	/**
	 * Compare what is old enough, and forget it. To be called every few seconds.
	 * @return what is known so far
	 */
	public Verdict sweep() {
		return locked(() -> {
			this.messages.sweep();
			this.views.sweep();
			return verdict();
		});
	}

	/**
	 * Compare everything.
	 * @return the verdict
	 */
	public Verdict finish() {
		return locked(() -> {
			this.messages.finish();
			this.views.finish();
			this.incarnations.finish();
			return verdict();
		});
	}

	private Verdict verdict() {
		return this.counts.verdict(this.violations, this.incarnations, this.views.compared());
	}

	private void broken(Rule rule, StreamCheck stream, String text) {
		this.violations.add(rule, stream.name(), text, stream.recent());
	}

	private void locked(Runnable action) {
		this.lock.lock();
		try {
			action.run();
		}
		finally {
			this.lock.unlock();
		}
	}

	private <T> T locked(Supplier<T> action) {
		this.lock.lock();
		try {
			return action.get();
		}
		finally {
			this.lock.unlock();
		}
	}

}
