package io.github.spreadspring.client.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.ConnectionClosedException;
import io.github.spreadspring.client.message.ConnectionEstablished;
import io.github.spreadspring.client.message.ConnectionFailed;
import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.MembershipMessage;
import io.github.spreadspring.client.message.SessionEvent;
import io.github.spreadspring.client.message.SpreadMessage;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.Names;
import io.github.spreadspring.protocol.SpreadException;

/**
 * Brings each message to the streams it is for. One lock decides the order, for the
 * reader and for streams that join or leave meanwhile: whatever is added to a stream is
 * added under it. Nobody waits while holding it, neither for room in a stream nor for the
 * daemon.
 */
final class Router {

	private final ReentrantLock order = new ReentrantLock();

	private final Roster roster = new Roster();

	private final Observers observers = new Observers();

	private final MessageObservers messageObservers = new MessageObservers();

	private final Delivery delivery = new Delivery(this.roster, this.observers, this.messageObservers);

	private final MemberWaits memberWaits = new MemberWaits();

	private final BackPressure backPressure = new BackPressure(this::mayUseReserve);

	/** Carries commands to the daemon of this connection, and to no other. */
	private @Nullable CommandSender sender;

	/** The last attempt to connect, as long as nothing better has come of it. */
	private @Nullable ConnectionFailed failure;

	Router() {
		this.observers.add(this.memberWaits);
	}

	Observers observers() {
		return this.observers;
	}

	MessageObservers messageObservers() {
		return this.messageObservers;
	}

	BackPressure backPressure() {
		return this.backPressure;
	}

	SpreadStream open(StreamSettings settings, boolean watching) {
		SpreadStream stream = new SpreadStream(this, new StreamQueue(settings), watching);
		inOrder(() -> {
			this.roster.streams().add(stream);
			MemberId self = this.delivery.self();
			if (self != null) {
				stream.add(new ConnectionEstablished(self));
			}
			else if (this.failure != null) {
				stream.add(this.failure);
			}
			if (watching) {
				this.roster.views().forEach((view) -> stream.add(new GroupJoined(view)));
			}
		});
		return stream;
	}

	CompletableFuture<GroupView> awaitMembers(String group, int members, Executor executor) {
		CompletableFuture<GroupView> future = this.memberWaits.add(Names.requireGroup(group), members, executor);
		view(group).ifPresent(this.memberWaits::check);
		return future;
	}

	CompletableFuture<GroupView> join(SpreadStream stream, String group) {
		CompletableFuture<GroupView> joined = new CompletableFuture<>();
		if (group.equals(SpreadStream.PRIVATE)) {
			inOrder(() -> {
				this.roster.requireOpen(stream);
				this.roster.privateStreams().add(stream);
			});
			return joined;
		}
		Names.requireGroup(group);
		this.order.lock();
		try {
			this.roster.requireOpen(stream);
			joined = this.roster.membershipOf(group).join(stream);
		}
		finally {
			this.order.unlock();
		}
		settle(reconcile(group));
		return joined;
	}

	boolean leave(SpreadStream stream, String group) {
		boolean took = groupsOf(stream).contains(group);
		Parting parting = inOrder(() -> {
			if (group.equals(SpreadStream.PRIVATE)) {
				this.roster.privateStreams().remove(stream);
			}
			this.roster.forGroup(group, (membership) -> membership.leave(stream));
			return new Parting(this.sender, this.roster.partings(List.of(group)));
		});
		reconcile(group);
		parting.await();
		return took;
	}

	void remove(SpreadStream stream) {
		part(stream).await();
	}

	CompletableFuture<Void> removeAsync(SpreadStream stream) {
		return part(stream).done();
	}

	private Parting part(SpreadStream stream) {
		List<String> left = new ArrayList<>();
		Parting parting = inOrder(() -> {
			left.addAll(this.roster.remove(stream));
			return new Parting(this.sender, this.roster.partings(left));
		});
		left.forEach(this::reconcile);
		return parting;
	}

	Set<String> groupsOf(SpreadStream stream) {
		return inOrder(() -> this.roster.groupsOf(stream));
	}

	Optional<GroupView> view(String group) {
		return inOrder(() -> this.roster.view(group));
	}

	boolean isIn(SpreadStream stream, String group) {
		return inOrder(() -> group.equals(SpreadStream.PRIVATE)
				? this.delivery.self() != null && this.roster.privateStreams().contains(stream)
				: this.roster.isIn(stream, group));
	}

	boolean isRefused(SpreadStream stream, String group) {
		return inOrder(() -> {
			GroupMembership membership = this.roster.membership(group);
			return membership != null && membership.isRefused(stream);
		});
	}

	boolean isWanted(String group) {
		return inOrder(() -> {
			GroupMembership membership = this.roster.membership(group);
			return membership != null && membership.isWanted();
		});
	}

	List<GroupView> views() {
		return inOrder(this.roster::views);
	}

	List<String> joining() {
		return inOrder(this.roster::joining);
	}

	long rejected() {
		return inOrder(this.delivery::rejections);
	}

	long unclaimed() {
		return inOrder(this.delivery::unclaimed);
	}

	/**
	 * A connection is there: tell everybody. {@link #joinAll()} has to follow.
	 * @param self who we are
	 * @param event what to tell
	 * @param outbox what is sent over this connection
	 * @param sender carries commands over this connection
	 */
	void connected(MemberId self, SessionEvent event, Outbox outbox, CommandSender sender) {
		this.backPressure.connected();
		inOrder(() -> {
			this.delivery.connected(self, outbox);
			this.sender = sender;
			this.failure = null;
			this.roster.streams().forEach((stream) -> stream.add(event));
		});
	}

	/**
	 * No daemon took us in: tell whoever opens a stream from now on.
	 * @param event what to tell
	 * @param news whether to tell those who have a stream already
	 */
	void failed(ConnectionFailed event, boolean news) {
		inOrder(() -> {
			this.failure = event;
			if (news) {
				this.roster.streams().forEach((stream) -> stream.add(event));
			}
		});
	}

	/**
	 * Nobody tries to connect any more.
	 */
	void stopped() {
		this.order.lock();
		try {
			this.failure = null;
		}
		finally {
			this.order.unlock();
		}
	}

	/**
	 * Join what is wanted. Not to be called by the reader: the answers may be more than
	 * what a daemon keeps for a client that does not read.
	 */
	void joinAll() {
		inOrder(() -> List.copyOf(this.roster.groups())).forEach(this::reconcile);
	}

	/**
	 * The connection is gone: tell everybody.
	 * @param event what to tell
	 */
	void lost(ConnectionLost event) {
		inOrder(() -> {
			this.sender = null;
			this.delivery.lost(event);
			this.roster.streams().forEach((stream) -> stream.add(event));
			this.roster.memberships().forEach(GroupMembership::lost);
			this.roster.forgetUnwanted();
		});
	}

	/**
	 * Say why the connection was lost.
	 * @param failure what the connection says
	 * @return that, or one that tells what it most likely comes from
	 */
	SpreadException suspect(SpreadException failure) {
		String suspicion = this.backPressure.suspicion();
		return (suspicion != null) ? new ConnectionClosedException("%s (%s)".formatted(suspicion, failure.getMessage()))
				: failure;
	}

	/**
	 * Bring a message to its streams, then wait until each has room again.
	 * @param message what the daemon delivered
	 * @param connected tells whether the connection is still there, as far as is known
	 * @throws InterruptedException if the reader has to end
	 */
	void route(SpreadMessage message, BooleanSupplier connected) throws InterruptedException {
		inOrder(() -> this.delivery.deliver(message));
		if (message instanceof MembershipMessage membership) {
			reconcile(membership.group());
		}
		this.delivery.overflowed().forEach(this::reconcile);
		for (SpreadStream stream : this.delivery.touched()) {
			this.backPressure.awaitRoom(stream, connected);
		}
	}

	/**
	 * Whether to go on reading although a stream is full: while somebody waits for what
	 * only the reader can bring, who may be the very listener that is behind.
	 * @return {@code true} if so, and the reserve is not used up
	 */
	private boolean mayUseReserve() {
		return inOrder(() -> this.delivery.isAwaited() && this.roster.excess() < 1);
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
		CompletableFuture<Void> parting = null;
		CommandSender sender;
		this.order.lock();
		try {
			sender = this.sender;
			GroupMembership membership = this.roster.membership(group);
			if (membership != null && sender != null) {
				command = membership.reconcile();
				parting = membership.takeParting();
			}
			if (membership != null && membership.isForgotten()) {
				this.roster.forget(group);
			}
		}
		finally {
			this.order.unlock();
		}
		if (command != null && sender != null) {
			sender.send(command, group);
		}
		if (parting != null) {
			parting.complete(null);
		}
		return (command != null) ? sender : null;
	}

	private static void settle(@Nullable CommandSender sender) {
		if (sender != null) {
			sender.settle();
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

	private <T> T inOrder(Supplier<T> action) {
		this.order.lock();
		try {
			return action.get();
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

		/**
		 * Do not wait for commands to be sent.
		 * @return completes when {@link #settle()} would have returned
		 */
		CompletableFuture<Void> settled();

	}

}
