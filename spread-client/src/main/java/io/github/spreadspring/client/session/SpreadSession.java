package io.github.spreadspring.client.session;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

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
	 * Bytes of messages that may wait in a stream unless set otherwise: 64 MiB.
	 */
	public static final long DEFAULT_QUEUE_BYTES = 64L * 1024 * 1024;

	private final SessionSettings settings;

	private final Router router;

	private final ConnectionKeeper keeper;

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
	}

	/**
	 * Start connecting. Returns when the first attempt has ended, well or not, but after
	 * an unsuccessful one the session goes on trying. Does nothing when started already.
	 * @throws IllegalStateException if this session was closed
	 * @throws io.github.spreadspring.client.NativeLibraryException if the transport needs
	 * something that is not installed; the session is not started then
	 */
	public void start() {
		this.keeper.start();
	}

	/**
	 * Disconnect and stay so until {@link #start()}. The streams stay as they are and
	 * will be in their groups again then.
	 */
	public void stop() {
		this.keeper.stop();
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
		return open(DEFAULT_QUEUE_CAPACITY, DEFAULT_QUEUE_BYTES);
	}

	/**
	 * Open a stream for a listener.
	 * @param maxEvents how many events may wait in it, 1 or more
	 * @param maxBytes how many bytes of messages may wait in it, 1 or more
	 * @return the stream, in no group yet
	 */
	public SpreadStream open(int maxEvents, long maxBytes) {
		if (maxEvents < 1 || maxBytes < 1) {
			throw new IllegalArgumentException(
					"A stream with room for %d events and %d bytes is not allowed: at least 1 of each is needed"
						.formatted(maxEvents, maxBytes));
		}
		if (state() == SessionState.CLOSED) {
			throw new IllegalStateException("The session is closed");
		}
		return this.router.open(maxEvents, maxBytes);
	}

	/**
	 * Send a message.
	 * @param message the message
	 * @throws ConnectionClosedException if the session is not connected
	 * @throws SpreadException as {@link SpreadConnection#multicast} does
	 */
	public void multicast(OutboundMessage message) {
		SpreadConnection connection = this.keeper.connection();
		if (connection == null) {
			throw new ConnectionClosedException(
					"Not connected to a Spread daemon (session %s, daemon %s)".formatted(state(), address()));
		}
		connection.multicast(message);
	}

	/**
	 * Return what this session is doing.
	 * @return the state
	 */
	public SessionState state() {
		return this.keeper.state();
	}

	/**
	 * Return who we are.
	 * @return our private group, or {@code null} while not connected
	 */
	public @Nullable MemberId privateGroup() {
		SpreadConnection connection = this.keeper.connection();
		return (connection != null) ? connection.privateGroup() : null;
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
		return this.keeper.lastFailure();
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
	 * Return who is in each group that we are in.
	 * @return the current views
	 */
	public List<GroupView> views() {
		return this.router.views();
	}

	/**
	 * Return how many messages to our private group no stream took.
	 * @return the number since this session was created
	 */
	public long unclaimedPrivateMessages() {
		return this.router.unclaimed();
	}

	/**
	 * Wait until the session is connected.
	 * @param timeout how long to wait
	 * @return whether it is
	 * @throws InterruptedException if the thread was interrupted
	 */
	public boolean awaitConnected(Duration timeout) throws InterruptedException {
		return this.keeper.awaitConnected(timeout);
	}

}
