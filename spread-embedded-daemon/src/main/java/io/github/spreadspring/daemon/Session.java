package io.github.spreadspring.daemon;

import java.util.Comparator;
import java.util.TreeSet;

import io.netty.buffer.ByteBuf;

import io.github.spreadspring.protocol.MemberId;

/**
 * One client after its handshake. Used by the event loop only.
 */
final class Session {

	/** The order of members in a group. */
	static final Comparator<Session> ORDER = Comparator.<Session>comparingInt((session) -> session.daemon().position())
		.thenComparing(Session::id);

	private final MemberId id;

	private final boolean membership;

	private final Connection connection;

	private final int maxBacklog;

	private final AccessControl access;

	private final VirtualDaemon daemon;

	/** Names of the joined groups, in the order in which a disconnect is told to them. */
	private final TreeSet<String> groups = new TreeSet<>();

	private boolean ended;

	/**
	 * Create a session.
	 * @param id the private group
	 * @param membership whether the client wants membership frames
	 * @param connection the way to the client
	 * @param access what the client may do
	 * @param daemon the daemon it is connected to
	 */
	Session(MemberId id, boolean membership, Connection connection, AccessControl access, VirtualDaemon daemon) {
		this.id = id;
		this.membership = membership;
		this.connection = connection;
		this.maxBacklog = daemon.maxSessionMessages();
		this.access = access;
		this.daemon = daemon;
	}

	/**
	 * Return how many frames can be delivered before anybody has to look at the backlog
	 * again.
	 * @return at least 1, even if there is no room
	 */
	int room() {
		if (this.ended) {
			return Integer.MAX_VALUE;
		}
		int backlog = this.connection.backlog();
		int limit = (backlog > this.maxBacklog / 2) ? this.maxBacklog : this.maxBacklog / 2 + 1;
		return Math.max(1, limit - backlog);
	}

	/**
	 * Queue frames for the client, unless its backlog is full. Frames count as backlog
	 * only when the socket would not take them.
	 * @param frames the frames
	 * @param count how many they are, at most {@link #room()}
	 * @return whether there was room
	 */
	boolean deliver(ByteBuf frames, int count) {
		if (this.connection.backlog() >= this.maxBacklog) {
			this.connection.retry();
			if (this.connection.backlog() >= this.maxBacklog) {
				return false;
			}
		}
		this.connection.write(frames, count);
		return true;
	}

	/**
	 * Whether so much is queued that senders should be held back.
	 * @return {@code true} above half of the allowed backlog
	 */
	boolean lags() {
		if (this.connection.backlog() <= this.maxBacklog / 2) {
			return false;
		}
		this.connection.retry();
		return this.connection.backlog() > this.maxBacklog / 2;
	}

	/**
	 * Whether little enough is queued to go on at full speed.
	 * @return {@code true} up to a quarter of the allowed backlog
	 */
	boolean hasCaughtUp() {
		return this.ended || this.connection.backlog() <= this.maxBacklog / 4;
	}

	/**
	 * From now on nothing is delivered any more and nothing that the client sends counts.
	 * @return {@code false} if the session had ended before
	 */
	boolean end() {
		boolean first = !this.ended;
		this.ended = true;
		return first;
	}

	void removed() {
		this.connection.close();
		this.daemon.removed(this);
	}

	boolean hasEnded() {
		return this.ended;
	}

	MemberId id() {
		return this.id;
	}

	boolean wantsMembership() {
		return this.membership;
	}

	VirtualDaemon daemon() {
		return this.daemon;
	}

	AccessControl access() {
		return this.access;
	}

	Connection connection() {
		return this.connection;
	}

	int maxBacklog() {
		return this.maxBacklog;
	}

	TreeSet<String> groups() {
		return this.groups;
	}

	@Override
	public String toString() {
		return this.id + " from " + this.connection.peer();
	}

}
