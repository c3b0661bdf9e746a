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

	private final SessionLimits limits;

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
		this.limits = daemon.sessionLimits();
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
		int max = this.limits.messages();
		int limit = (backlog > max / 2) ? max : max / 2 + 1;
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
		if (isFull()) {
			this.connection.retry();
			if (isFull()) {
				return false;
			}
		}
		this.connection.write(frames, count);
		return true;
	}

	private boolean isFull() {
		return this.connection.backlog() >= this.limits.messages()
				|| this.connection.backlogBytes() >= this.limits.bytes();
	}

	/**
	 * Whether more is queued than a part of what is allowed, in frames or in bytes.
	 * @param divisor which part
	 * @return {@code true} if so
	 */
	private boolean isAbove(int divisor) {
		return this.connection.backlog() > this.limits.messages() / divisor
				|| this.connection.backlogBytes() > this.limits.bytes() / divisor;
	}

	/**
	 * Whether so much is queued that senders should be held back.
	 * @return {@code true} above half of the allowed backlog
	 */
	boolean lags() {
		if (!isAbove(2)) {
			return false;
		}
		this.connection.retry();
		return isAbove(2);
	}

	/**
	 * Whether little enough is queued to go on at full speed.
	 * @return {@code true} up to a quarter of the allowed backlog
	 */
	boolean hasCaughtUp() {
		return this.ended || !isAbove(4);
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

	/**
	 * Say what waits for a client that has no room for more.
	 * @return frames, or bytes where their number was not the reason
	 */
	String describeBacklog() {
		return (this.connection.backlog() >= this.limits.messages()) ? this.limits.messages() + " frames"
				: this.connection.backlogBytes() + " bytes";
	}

	/**
	 * Whether it may be in one more group.
	 * @return {@code false} if it is in as many as are allowed
	 */
	boolean mayJoinMore() {
		return this.groups.size() < this.limits.groups();
	}

	TreeSet<String> groups() {
		return this.groups;
	}

	@Override
	public String toString() {
		return this.id + " from " + this.connection.peer();
	}

}
