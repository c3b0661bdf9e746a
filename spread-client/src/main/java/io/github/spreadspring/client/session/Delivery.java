package io.github.spreadspring.client.session;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.message.GroupLeft;
import io.github.spreadspring.client.message.ListenerOverflowed;
import io.github.spreadspring.client.message.NetworkChanged;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.RejectedMessage;
import io.github.spreadspring.client.message.SelfLeft;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.client.message.SpreadMessage;
import io.github.spreadspring.client.message.TransitionalSignal;
import io.github.spreadspring.client.message.ViewChanged;
import io.github.spreadspring.protocol.MemberId;

/**
 * Brings each message into the streams it is for, in the order in which it is called.
 * Used under the lock of the {@link Router}.
 */
final class Delivery {

	private static final Logger logger = System.getLogger(SpreadSession.class.getName());

	private final Roster roster;

	private final Observers observers;

	private final MessageObservers messageObservers;

	/** Streams that the current message was added to; read by the reader only. */
	private final Set<SpreadStream> touched = new LinkedHashSet<>();

	/** Groups that streams were taken out of by the current message. */
	private final Set<String> overflowed = new LinkedHashSet<>();

	/** Who we are, as long as there is a connection. */
	private @Nullable MemberId self;

	/** What was sent over this connection. */
	private @Nullable Outbox outbox;

	private long rejections;

	private long unclaimed;

	Delivery(Roster roster, Observers observers, MessageObservers messageObservers) {
		this.roster = roster;
		this.observers = observers;
		this.messageObservers = messageObservers;
	}

	void connected(MemberId self, Outbox outbox) {
		this.self = self;
		this.outbox = outbox;
	}

	void lost(ConnectionLost event) {
		if (this.outbox != null) {
			this.outbox.lost(event.reason());
		}
		this.self = null;
		this.outbox = null;
		this.observers.lost(event);
	}

	@Nullable MemberId self() {
		return this.self;
	}

	Set<SpreadStream> touched() {
		return this.touched;
	}

	/**
	 * Return the groups that streams had to leave because of the current message.
	 * @return the names; read by the reader only
	 */
	Set<String> overflowed() {
		return this.overflowed;
	}

	long rejections() {
		return this.rejections;
	}

	long unclaimed() {
		return this.unclaimed;
	}

	/**
	 * Whether somebody waits for what only the reader can bring.
	 * @return {@code true} if so
	 */
	boolean isAwaited() {
		return this.observers.isWaiting() || this.roster.isJoining()
				|| (this.outbox != null && this.outbox.isAwaited());
	}

	/**
	 * Bring a message into the streams it is for.
	 * @param message what the daemon delivered
	 */
	void deliver(SpreadMessage message) {
		this.touched.clear();
		this.overflowed.clear();
		if (message instanceof RegularMessage regular) {
			this.messageObservers.received(regular);
			add(regular);
		}
		else if (message instanceof ViewChanged changed) {
			viewChanged(changed);
		}
		else if (message instanceof TransitionalSignal signal) {
			this.roster.forGroup(signal.group(), (membership) -> {
				membership.forEachBegun((stream) -> addTo(stream, signal));
				watchers(signal);
			});
		}
		else if (message instanceof SelfLeft left) {
			this.roster.forGroup(left.group(), (membership) -> {
				membership.left();
				watchers(new GroupLeft(left.group()));
				this.observers.left(left.group());
				sweep();
			});
		}
		else if (message instanceof RejectedMessage rejected) {
			rejected(rejected);
		}
	}

	private void add(RegularMessage message) {
		boolean toUs = false;
		for (String destination : message.groups()) {
			if (destination.startsWith("#")) {
				if (this.self != null && destination.equals(this.self.toString())) {
					toUs = true;
				}
			}
			else {
				this.roster.forGroup(destination, (membership) -> membership.forEachBegun(this::touchForMessage));
			}
		}
		boolean taken = toUs && this.observers.take(message);
		if (toUs && !taken) {
			this.roster.privateStreams().forEach(this::touchForMessage);
		}
		if (message.sender().equals(this.self)) {
			returned(message);
		}
		for (SpreadStream stream : this.touched) {
			if (stream.add(message) == Backlog.Fate.REFUSED) {
				overflowed(stream, message);
			}
		}
		if (toUs && !taken && this.touched.isEmpty()) {
			unclaimed(message);
		}
	}

	private void touchForMessage(SpreadStream stream) {
		if (stream.isTakingMessages()) {
			this.touched.add(stream);
		}
	}

	/**
	 * Take a stream that is full out of the groups of a message. The message comes after
	 * that, so it is not for the stream any more, unless it was sent to us alone as well.
	 * @param stream the stream
	 * @param message the message
	 */
	private void overflowed(SpreadStream stream, RegularMessage message) {
		List<String> groups = message.groups()
			.stream()
			.filter((group) -> this.roster.isIn(stream, group))
			.distinct()
			.toList();
		if (!groups.isEmpty()) {
			stream.overflowed(new ListenerOverflowed(groups));
			groups.forEach((group) -> this.roster.forGroup(group, (membership) -> membership.expel(stream)));
			this.overflowed.addAll(groups);
		}
		if (groups.isEmpty() || (isToUs(message) && this.roster.privateStreams().contains(stream))) {
			stream.drop(message);
		}
	}

	private boolean isToUs(RegularMessage message) {
		return this.self != null && message.groups().contains(this.self.toString());
	}

	private void unclaimed(RegularMessage message) {
		this.unclaimed++;
		if (this.unclaimed == 1) {
			logger.log(Level.WARNING, "Nobody listens to our private group: dropped {0}; further ones are only counted",
					message);
		}
	}

	private void returned(RegularMessage message) {
		Outbox outbox = this.outbox;
		if (outbox != null) {
			outbox.returned(message,
					(callback) -> callback.confirmed(
							message.groups().stream().map(this.roster::view).flatMap(Optional::stream).toList(),
							(int) this.touched.stream()
								.filter((stream) -> stream.isAnswering() && stream.takesMessage())
								.count()));
		}
	}

	/**
	 * Give up what was sent to groups that we are in no more.
	 */
	private void sweep() {
		if (this.outbox != null) {
			this.outbox.left((group) -> {
				GroupMembership membership = this.roster.membership(group);
				return membership != null && !membership.isOut();
			});
		}
	}

	/**
	 * Tell those who watch all groups.
	 * @param event what happened in one of them
	 */
	private void watchers(SpreadEvent event) {
		for (SpreadStream stream : this.roster.streams()) {
			if (stream.isWatching()) {
				addTo(stream, event);
			}
		}
	}

	private void viewChanged(ViewChanged changed) {
		if (this.self == null || !changed.view().contains(this.self)) {
			return;
		}
		this.roster.forGroup(changed.group(), (membership) -> {
			ViewChanged event = (changed instanceof NetworkChanged network) ? network.after(membership.view())
					: changed;
			// before the streams, so that who is told by them finds it here
			this.observers.viewChanged(changed.view(), event);
			boolean first = membership.viewed(changed.view(), event, this.touched::add);
			watchers(first ? new GroupJoined(changed.view()) : event);
		});
	}

	private void rejected(RejectedMessage rejected) {
		this.rejections++;
		logger.log(Level.WARNING, "The daemon refused what was sent to {0}", rejected.groups());
		if (rejected.isJoin()) {
			rejected.groups().forEach((group) -> refused(group, rejected));
			this.roster.forgetUnwanted();
			sweep();
		}
		else {
			if (this.outbox != null) {
				this.outbox.rejected(rejected.groups(), rejected.body().length);
			}
			this.roster.streams().forEach((stream) -> addTo(stream, rejected));
		}
	}

	private void refused(String group, RejectedMessage rejected) {
		if (this.outbox != null) {
			this.outbox.refused(group);
		}
		this.roster.forGroup(group, (membership) -> membership.refused(rejected));
	}

	private void addTo(SpreadStream stream, SpreadEvent event) {
		stream.add(event);
		this.touched.add(stream);
	}

}
