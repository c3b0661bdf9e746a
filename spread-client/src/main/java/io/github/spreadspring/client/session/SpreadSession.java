package io.github.spreadspring.client.session;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.ConnectionClosedException;
import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.SpreadConnection;
import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.SpreadException;

/**
 * One member of a Spread network that stays connected: when the connection is lost it
 * tries its daemons until one takes it, joins its groups again, and tells every stream of
 * the gap.
 * <p>
 * One thread of the session reads all that the daemon delivers and never runs code of the
 * application; listeners take what is theirs from a {@link SpreadStream}. Any number of
 * threads may send.
 */
public final class SpreadSession implements AutoCloseable {

	/**
	 * Events that may wait in a stream unless set otherwise.
	 */
	public static final int DEFAULT_QUEUE_CAPACITY = 10_000;

	/**
	 * Bytes of messages and views that may wait in a stream unless set otherwise: 64 MiB.
	 */
	public static final long DEFAULT_QUEUE_BYTES = 64L * 1024 * 1024;

	private final SessionSettings settings;

	private final Router router;

	private final ConnectionKeeper keeper;

	private final SessionStatistics statistics;

	/**
	 * Create a session; nothing happens before {@link #start()}.
	 * @param settings how to connect
	 */
	public SpreadSession(SessionSettings settings) {
		this(settings, DaemonFallback.NONE);
	}

	/**
	 * Create a session; nothing happens before {@link #start()}.
	 * @param settings how to connect
	 * @param fallback what to do when no daemon can be reached
	 */
	public SpreadSession(SessionSettings settings, DaemonFallback fallback) {
		this.settings = settings;
		this.router = new Router();
		this.keeper = new ConnectionKeeper(settings, this.router, fallback);
		this.statistics = new SessionStatistics(this.keeper.history(), this.router);
	}

	/**
	 * Start connecting. Returns when the first attempt has ended, well or not, or a
	 * second after the time-out for connecting to one daemon, if that is sooner; without
	 * success the session goes on trying. Does nothing when started already.
	 * @throws IllegalStateException if this session was closed
	 * @throws io.github.spreadspring.client.NativeLibraryException if the transport needs
	 * something that is not installed; the session is not started then
	 */
	public void start() {
		this.keeper.start();
	}

	/**
	 * Start connecting as {@link #start()} does, but stop again without success: when no
	 * daemon takes the session in at the first attempt, for which it waits as long, or
	 * when the private name is still taken after
	 * {@link SessionSettings#privateNameWait()}. One that is started already goes on
	 * trying; then this only tells whether it is connected.
	 * @throws SpreadException why the daemon did not take it in; of several daemons, a
	 * {@link io.github.spreadspring.client.NoDaemonException} tells all reasons
	 */
	public void startOrFail() {
		this.keeper.startOrFail();
	}

	/**
	 * Disconnect and stay so until {@link #start()}. The streams stay as they are and
	 * will be in their groups again then.
	 */
	public void stop() {
		this.keeper.stop();
	}

	/**
	 * Give up the connection and connect anew at once, as after a loss: every stream is
	 * told, and the groups are joined again. The first address comes first again, so that
	 * this brings a session back from the daemon it had to go over to. While there is no
	 * connection the next attempt begins at once. Waits for nothing: nothing can be sent
	 * from now until there is the new connection, and what was missed counts as a gap.
	 * @return whether there is anything to do: {@code false} while the session is stopped
	 * or closed
	 */
	public boolean reconnect() {
		return this.keeper.reconnect();
	}

	/**
	 * Disconnect for good.
	 */
	@Override
	public void close() {
		this.keeper.close();
	}

	/**
	 * Open a stream for a listener, with room for {@value #DEFAULT_QUEUE_CAPACITY} events
	 * and 64 MiB.
	 * @return the stream, in no group yet
	 */
	public SpreadStream open() {
		return open(StreamSettings.defaults());
	}

	/**
	 * Open a stream for a listener.
	 * @param maxEvents how many events may wait in it, 1 or more
	 * @param maxBytes how many bytes of messages and views may wait in it, 1 or more
	 * @return the stream, in no group yet
	 */
	public SpreadStream open(int maxEvents, long maxBytes) {
		return open(StreamSettings.defaults().maxEvents(maxEvents).maxBytes(maxBytes));
	}

	/**
	 * Open a stream for a listener.
	 * @param settings how much may wait in it, and what happens above that
	 * @return the stream, in no group yet
	 */
	public SpreadStream open(StreamSettings settings) {
		requireNotClosed();
		return this.router.open(settings, false);
	}

	private void requireNotClosed() {
		if (state() == SessionState.CLOSED) {
			throw new IllegalStateException("The session is closed");
		}
	}

	/**
	 * Open a stream that watches: it gets the membership of every group that this session
	 * is in, whoever joined it, and no messages. A group that it joins itself makes the
	 * session a member without anybody who must take its messages.
	 * @return the stream, with room for {@value #DEFAULT_QUEUE_CAPACITY} events; begins
	 * with a {@code GroupJoined} for every group that we are in
	 */
	public SpreadStream watch() {
		requireNotClosed();
		return this.router.open(StreamSettings.defaults(), true);
	}

	/**
	 * Send a message.
	 * @param message the message
	 * @throws ConnectionClosedException if the session is not connected
	 * @throws SpreadException as {@link SpreadConnection#multicast} does
	 */
	public void multicast(OutboundMessage message) {
		multicast(outbox(), message, null);
	}

	/**
	 * Send a message, and learn when it has its place in the order.
	 * <p>
	 * A message of FIFO or a stronger service type, without self-discard, to a group that
	 * we are in or to our own private group comes back to us; then the result is
	 * confirmed. Everything else is all the same handed to the daemon, and unconfirmed at
	 * once. What depends on the result runs on a thread of its own, never on that of the
	 * reader.
	 * @param message the message
	 * @return completes with the result, or with a {@link ConnectionClosedException} when
	 * the connection is lost before that
	 * @throws ConnectionClosedException if the session is not connected
	 * @throws SpreadException as {@link SpreadConnection#multicast} does
	 */
	public CompletableFuture<SendResult> multicastAsync(OutboundMessage message) {
		CompletableFuture<SendResult> result = new CompletableFuture<>();
		multicast(message, SendCallback.completing(result));
		return result;
	}

	/**
	 * Send a message, and have what becomes of it told on the thread that reads.
	 * @param message the message
	 * @param callback told what becomes of it, unless this method throws
	 * @throws ConnectionClosedException if the session is not connected
	 * @throws SpreadException as {@link SpreadConnection#multicast} does
	 */
	public void multicast(OutboundMessage message, SendCallback callback) {
		multicast(outbox(), message, callback);
	}

	private void multicast(Outbox outbox, OutboundMessage message, @Nullable SendCallback callback) {
		outbox.multicast(message, callback);
		this.router.messageObservers().sent(message);
	}

	private Outbox outbox() {
		Outbox outbox = this.keeper.status().outbox();
		if (outbox == null) {
			throw new ConnectionClosedException(
					"Not connected to a Spread daemon (session %s, daemon %s)".formatted(state(), address()));
		}
		return outbox;
	}

	/**
	 * Return where what depends on futures of a session runs, so that it does not run on
	 * the thread that reads.
	 * @return a few threads that exist while there is something to do
	 */
	public static Executor completions() {
		return Completions::run;
	}

	/**
	 * Have something see what this session reads, before any stream gets it.
	 * @param observer what sees it
	 */
	public void addObserver(SessionObserver observer) {
		this.router.observers().add(observer);
	}

	/**
	 * Have something see no more what this session reads.
	 * @param observer what saw it
	 */
	public void removeObserver(SessionObserver observer) {
		this.router.observers().remove(observer);
	}

	/**
	 * Have something see every message from now on.
	 * @param observer what sees them
	 */
	public void addMessageObserver(MessageObserver observer) {
		this.router.messageObservers().add(observer);
	}

	/**
	 * Have something see messages no more.
	 * @param observer what saw them
	 */
	public void removeMessageObserver(MessageObserver observer) {
		this.router.messageObservers().remove(observer);
	}

	/**
	 * Have something told of every change of the state from now on.
	 * @param listener what is told
	 */
	public void addStateListener(SessionStateListener listener) {
		this.keeper.status().notices().add(listener);
	}

	/**
	 * Have something told of changes no more.
	 * @param listener what was told
	 */
	public void removeStateListener(SessionStateListener listener) {
		this.keeper.status().notices().remove(listener);
	}

	/**
	 * Return what this session is doing.
	 * @return the state
	 */
	public SessionState state() {
		return this.keeper.status().state();
	}

	/**
	 * Return who we are.
	 * @return our private group, or {@code null} while not connected
	 */
	public @Nullable MemberId privateGroup() {
		Outbox outbox = this.keeper.status().outbox();
		return (outbox != null) ? outbox.connection().privateGroup() : null;
	}

	/**
	 * Return who we are, for those who need to be somebody.
	 * @return our private group
	 * @throws ConnectionClosedException if the session is not connected
	 */
	public MemberId requirePrivateGroup() {
		return outbox().connection().privateGroup();
	}

	/**
	 * Return the daemon: the one we are connected to, or the one tried last.
	 * @return its address
	 */
	public DaemonAddress address() {
		return this.keeper.address();
	}

	/**
	 * Return how this session connects.
	 * @return the settings
	 */
	public SessionSettings settings() {
		return this.settings;
	}

	/**
	 * Return why the last attempt to connect failed, or the connection was lost.
	 * @return the reason, or {@code null} while all is well
	 */
	public @Nullable SpreadException lastFailure() {
		return this.keeper.history().lastFailure();
	}

	/**
	 * Return how this session has fared.
	 * @return figures that change with it
	 */
	public SessionStatistics statistics() {
		return this.statistics;
	}

	/**
	 * Return who is in a group.
	 * @param group the group
	 * @return the current view; empty while we are not in the group
	 */
	public Optional<GroupView> view(String group) {
		return this.router.view(group);
	}

	/**
	 * Whether this session is in a group or about to be: some stream takes part in it, or
	 * will as soon as there is a connection.
	 * @param group the group
	 * @return {@code true} if so; {@link #view(String)} tells whether it is there already
	 */
	public boolean isWanted(String group) {
		return this.router.isWanted(group);
	}

	/**
	 * Return who is in each group that we are in.
	 * @return the current views
	 */
	public List<GroupView> views() {
		return this.router.views();
	}

	/**
	 * Wait until a group has a number of members, ourselves included. Somebody has to
	 * join the group: as long as this session is not in it, it knows no members.
	 * @param group the group
	 * @param members how many members it must have, 1 or more
	 * @return completes with the first view that has as many, now or later; cancel it to
	 * wait no longer
	 */
	public CompletableFuture<GroupView> awaitMembers(String group, int members) {
		return this.router.awaitMembers(group, requirePositive(members), completions());
	}

	/**
	 * Wait here until a group has a number of members.
	 * @param group the group
	 * @param members how many members it must have, 1 or more
	 * @param timeout how long to wait
	 * @return the first view that has as many; empty when the time was over before
	 * @throws InterruptedException if the thread was interrupted
	 * @see #awaitMembers(String, int)
	 */
	public Optional<GroupView> awaitMembers(String group, int members, Duration timeout) throws InterruptedException {
		// nothing depends on this future, so the reader itself may complete it
		CompletableFuture<GroupView> future = this.router.awaitMembers(group, requirePositive(members), Runnable::run);
		try {
			return Optional.of(future.get(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS));
		}
		catch (TimeoutException ex) {
			return Optional.empty();
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
		finally {
			future.cancel(false);
		}
	}

	private static int requirePositive(int members) {
		if (members < 1) {
			throw new IllegalArgumentException(
					"Waiting for %d members is not allowed: at least 1 is needed".formatted(members));
		}
		return members;
	}

	/**
	 * Wait until the first attempt to connect since the start has ended, well or not. It
	 * takes longer than {@link #start()} does where several daemons do not answer, or
	 * where our private name is taken: then all of
	 * {@link SessionSettings#privateNameWait()} is part of it.
	 * @param timeout how long to wait
	 * @return whether it has
	 * @throws InterruptedException if the thread was interrupted
	 */
	public boolean awaitFirstAttempt(Duration timeout) throws InterruptedException {
		return this.keeper.status().awaitAttempt(timeout);
	}

	/**
	 * Whether the session reads nothing right now, because a listener is behind by as
	 * much as its stream may hold. The loss of the connection stays unnoticed for as
	 * long, unless something is sent: unread messages stand before it.
	 * @return {@code true} if so
	 */
	public boolean isHeld() {
		return this.router.backPressure().isHeld();
	}

	/**
	 * Wait until the session is connected.
	 * @param timeout how long to wait
	 * @return whether it is
	 * @throws InterruptedException if the thread was interrupted
	 */
	public boolean awaitConnected(Duration timeout) throws InterruptedException {
		return this.keeper.status().awaitConnected(timeout);
	}

}
