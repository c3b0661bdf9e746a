package io.github.spreadspring.client.session;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.message.ConnectionEstablished;
import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.MembershipMessage;
import io.github.spreadspring.client.message.NetworkChanged;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.RejectedMessage;
import io.github.spreadspring.client.message.SelfLeft;
import io.github.spreadspring.client.message.SessionEvent;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.client.message.SpreadMessage;
import io.github.spreadspring.client.message.TransitionalSignal;
import io.github.spreadspring.client.message.ViewChanged;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.Names;

/**
 * Brings each message to the streams it is for. One lock decides the order, for the
 * reader and for streams that join or leave meanwhile: whatever is added to a stream is
 * added under it. Nobody waits while holding it, neither for room in a stream nor for the
 * daemon.
 */
final class Router {

	private static final Logger logger = System.getLogger(SpreadSession.class.getName());

	private final ReentrantLock order = new ReentrantLock();

	private final Set<SpreadStream> streams = new LinkedHashSet<>();

	private final Set<SpreadStream> privateStreams = new LinkedHashSet<>();

	private final Map<String, GroupMembership> groups = new LinkedHashMap<>();

	/** Streams that the message being routed was added to; used by the reader only. */
	private final Set<SpreadStream> touched = new LinkedHashSet<>();

	/** Who we are, as long as there is a connection. */
	private @Nullable MemberId self;

	/** Carries commands to the daemon of this connection, and to no other. */
	private @Nullable CommandSender sender;

	private long unclaimed;

	SpreadStream open(int maxEvents, long maxBytes) {
		SpreadStream stream = new SpreadStream(this, new StreamQueue(maxEvents, maxBytes));
		inOrder(() -> {
			this.streams.add(stream);
			MemberId self = this.self;
			if (self != null) {
				stream.add(new ConnectionEstablished(self));
			}
		});
		return stream;
	}

	CompletableFuture<GroupView> join(SpreadStream stream, String group) {
		CompletableFuture<GroupView> joined = new CompletableFuture<>();
		if (group.equals(SpreadStream.PRIVATE)) {
			inOrder(() -> {
				requireOpen(stream);
				this.privateStreams.add(stream);
			});
			return joined;
		}
		Names.requireGroup(group);
		this.order.lock();
		try {
			requireOpen(stream);
			joined = this.groups.computeIfAbsent(group, GroupMembership::new).join(stream);
		}
		finally {
			this.order.unlock();
		}
		settle(reconcile(group));
		return joined;
	}

	boolean leave(SpreadStream stream, String group) {
		boolean took = groupsOf(stream).contains(group);
		inOrder(() -> {
			this.privateStreams.removeIf((candidate) -> candidate == stream && group.equals(SpreadStream.PRIVATE));
			GroupMembership membership = this.groups.get(group);
			if (membership != null) {
				membership.leave(stream);
			}
		});
		settle(reconcile(group));
		return took;
	}

	void remove(SpreadStream stream) {
		List<String> left = new ArrayList<>();
		inOrder(() -> {
			this.streams.remove(stream);
			this.privateStreams.remove(stream);
			this.groups.forEach((group, membership) -> {
				if (membership.has(stream)) {
					membership.remove(stream);
					left.add(group);
				}
			});
		});
		CommandSender last = null;
		for (String group : left) {
			CommandSender carrier = reconcile(group);
			last = (carrier != null) ? carrier : last;
		}
		settle(last);
	}

	Set<String> groupsOf(SpreadStream stream) {
		Set<String> names = new LinkedHashSet<>();
		inOrder(() -> {
			this.groups.forEach((group, membership) -> {
				if (membership.isWantedBy(stream)) {
					names.add(group);
				}
			});
			if (this.privateStreams.contains(stream)) {
				names.add(SpreadStream.PRIVATE);
			}
		});
		return names;
	}

	Optional<GroupView> view(String group) {
		this.order.lock();
		try {
			return Optional.ofNullable(this.groups.get(group)).map(GroupMembership::view);
		}
		finally {
			this.order.unlock();
		}
	}

	List<GroupView> views() {
		List<GroupView> views = new ArrayList<>();
		inOrder(() -> this.groups.values().forEach((membership) -> {
			GroupView view = membership.view();
			if (view != null) {
				views.add(view);
			}
		}));
		return views;
	}

	long unclaimed() {
		this.order.lock();
		try {
			return this.unclaimed;
		}
		finally {
			this.order.unlock();
		}
	}

	/**
	 * A connection is there: tell everybody. {@link #joinAll()} has to follow.
	 * @param self who we are
	 * @param event what to tell
	 * @param sender carries commands over this connection
	 */
	void connected(MemberId self, SessionEvent event, CommandSender sender) {
		inOrder(() -> {
			this.self = self;
			this.sender = sender;
			this.streams.forEach((stream) -> stream.add(event));
		});
	}

	/**
	 * Join what is wanted. Not to be called by the reader: the answers may be more than
	 * what a daemon keeps for a client that does not read.
	 */
	void joinAll() {
		List<String> names = new ArrayList<>();
		inOrder(() -> names.addAll(this.groups.keySet()));
		names.forEach(this::reconcile);
	}

	/**
	 * The connection is gone: tell everybody.
	 * @param event what to tell
	 */
	void lost(ConnectionLost event) {
		inOrder(() -> {
			this.self = null;
			this.sender = null;
			this.streams.forEach((stream) -> stream.add(event));
			this.groups.values().forEach(GroupMembership::lost);
			this.groups.values().removeIf(GroupMembership::isForgotten);
		});
	}

	/**
	 * Bring a message to its streams, then wait until each has room again.
	 * @param message what the daemon delivered
	 * @param connected tells whether the connection is still there, as far as is known
	 * @throws InterruptedException if the reader has to end
	 */
	void route(SpreadMessage message, BooleanSupplier connected) throws InterruptedException {
		this.touched.clear();
		inOrder(() -> add(message));
		if (message instanceof MembershipMessage membership) {
			reconcile(membership.group());
		}
		for (SpreadStream stream : this.touched) {
			BackPressure.awaitRoom(stream, connected);
		}
	}

	private void add(SpreadMessage message) {
		if (message instanceof RegularMessage regular) {
			add(regular);
		}
		else if (message instanceof ViewChanged changed) {
			viewChanged(changed);
		}
		else if (message instanceof TransitionalSignal signal) {
			forGroup(signal.group(), (membership) -> membership.forEachBegun((stream) -> addTo(stream, signal)));
		}
		else if (message instanceof SelfLeft left) {
			forGroup(left.group(), GroupMembership::left);
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
					this.touched.addAll(this.privateStreams);
				}
			}
			else {
				forGroup(destination, (membership) -> membership.forEachBegun(this.touched::add));
			}
		}
		this.touched.forEach((stream) -> stream.add(message));
		if (toUs && this.touched.isEmpty()) {
			unclaimed(message);
		}
	}

	private void unclaimed(RegularMessage message) {
		this.unclaimed++;
		if (this.unclaimed == 1) {
			logger.log(Level.WARNING, "Nobody listens to our private group: dropped {0}; further ones are only counted",
					message);
		}
	}

	private void viewChanged(ViewChanged changed) {
		if (this.self == null || !changed.view().contains(this.self)) {
			return;
		}
		forGroup(changed.group(), (membership) -> {
			ViewChanged event = (changed instanceof NetworkChanged network) ? network.after(membership.view())
					: changed;
			membership.viewed(changed.view(), event, this.touched::add);
		});
	}

	private void rejected(RejectedMessage rejected) {
		logger.log(Level.WARNING, "The daemon refused what was sent to {0}", rejected.groups());
		if (rejected.isJoin()) {
			rejected.groups().forEach((group) -> forGroup(group, (membership) -> membership.refused(rejected)));
			this.groups.values().removeIf(GroupMembership::isForgotten);
		}
		else {
			this.streams.forEach((stream) -> addTo(stream, rejected));
		}
	}

	private void addTo(SpreadStream stream, SpreadEvent event) {
		stream.add(event);
		this.touched.add(stream);
	}

	private void forGroup(String group, Consumer<GroupMembership> action) {
		GroupMembership membership = this.groups.get(group);
		if (membership != null) {
			action.accept(membership);
		}
	}

	/**
	 * Tell the daemon what has become necessary. The command is decided under the lock
	 * and sent outside of it; a second one for the same group cannot overtake, because it
	 * is decided only after the daemon answered the first. It belongs to the connection
	 * it was decided for: on the next one all begins anew.
	 * @param group the group that may have changed
	 * @return who carries the command, or {@code null} if there is none
	 */
	private @Nullable CommandSender reconcile(String group) {
		GroupMembership.Command command = null;
		CommandSender sender;
		this.order.lock();
		try {
			sender = this.sender;
			GroupMembership membership = this.groups.get(group);
			if (membership != null && sender != null) {
				command = membership.reconcile();
			}
			if (membership != null && membership.isForgotten()) {
				this.groups.remove(group);
			}
		}
		finally {
			this.order.unlock();
		}
		if (command == null || sender == null) {
			return null;
		}
		sender.send(command, group);
		return sender;
	}

	private static void settle(@Nullable CommandSender sender) {
		if (sender != null) {
			sender.settle();
		}
	}

	private void requireOpen(SpreadStream stream) {
		if (!this.streams.contains(stream)) {
			throw new IllegalStateException("The stream is closed");
		}
	}

	private void inOrder(Runnable action) {
		this.order.lock();
		try {
			action.run();
		}
		finally {
			this.order.unlock();
		}
	}

	/**
	 * Carries commands over one connection.
	 */
	interface CommandSender {

		/**
		 * Send a command, without waiting. A failure is not reported: a connection that
		 * fails is lost, and with the next one everything is joined again.
		 * @param command what to do
		 * @param group the group
		 */
		void send(GroupMembership.Command command, String group);

		/**
		 * Wait a moment for commands to be sent, so that what the caller sends next comes
		 * after them.
		 */
		void settle();

	}

}
