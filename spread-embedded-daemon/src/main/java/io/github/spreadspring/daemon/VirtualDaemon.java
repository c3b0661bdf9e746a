package io.github.spreadspring.daemon;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.protocol.ConnectRequest;
import io.github.spreadspring.protocol.ErrorCode;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.RejectedException;

/**
 * What makes one daemon as its clients see it: its name, the private names in use and its
 * limits. The order it shares with other daemons, if there are any, is the sequencer's.
 * Used by the event loop only.
 */
final class VirtualDaemon {

	private final Configuration configuration;

	private @Nullable Sequencer sequencer;

	private final PrivateNames names = new PrivateNames();

	private final ConnectionFaults faults = new ConnectionFaults();

	/** Sessions by private name, until everybody has been told that they are gone. */
	private final Map<String, Session> sessions = new HashMap<>();

	private int connections;

	private final int position;

	private volatile int sessionCount;

	/**
	 * Create a daemon without sessions.
	 * @param configuration how it is set up
	 * @param position its place among the daemons of its network
	 */
	VirtualDaemon(Configuration configuration, int position) {
		this.configuration = configuration;
		this.position = position;
	}

	/**
	 * Count a new connection.
	 * @param connection the connection
	 * @throws RejectedException if there are as many as are allowed
	 */
	void admit(NettyConnection connection) {
		this.faults.opened(connection);
		this.faults.requireNone(ErrorCode.REJECT_QUOTA);
		if (this.connections >= this.configuration.maxSessions()) {
			throw new RejectedException(ErrorCode.REJECT_QUOTA, "too many sessions");
		}
		this.connections++;
	}

	void connectionClosed() {
		this.connections--;
	}

	/**
	 * Take a private name.
	 * @param name the name; empty to generate one
	 * @return the private group
	 * @throws RejectedException if it is in use
	 */
	MemberId claim(String name) {
		return MemberId.of(this.names.claim(name), this.configuration.name());
	}

	void release(MemberId id) {
		this.names.release(id.privateName());
	}

	/**
	 * Begin a session.
	 * @param id the private group
	 * @param request what the client asked for
	 * @param connection the way to the client
	 * @return the session
	 */
	Session open(MemberId id, ConnectRequest request, Connection connection) {
		Session session = new Session(id, request.membership(), connection,
				new AccessControl(this.configuration.accessPolicy(), id), this);
		this.sessions.put(id.privateName(), session);
		this.sessionCount = this.sessions.size();
		sequencer().opened(session);
		return session;
	}

	/**
	 * Forget a session, when everybody has been told that it is gone.
	 * @param session the session
	 */
	void removed(Session session) {
		this.sessions.remove(session.id().privateName());
		this.sessionCount = this.sessions.size();
		release(session.id());
	}

	/**
	 * Return the number of sessions; to be called from any thread.
	 * @return the number of sessions
	 */
	int sessionCount() {
		return this.sessionCount;
	}

	/**
	 * Return a session that has not ended.
	 * @param privateName the private name
	 * @return the session, or {@code null} if there is none
	 */
	@Nullable Session session(String privateName) {
		Session session = this.sessions.get(privateName);
		return (session != null && !session.hasEnded()) ? session : null;
	}

	/**
	 * Return all sessions.
	 * @return a copy
	 */
	List<Session> sessions() {
		return List.copyOf(this.sessions.values());
	}

	/**
	 * End all sessions without telling anybody.
	 */
	void endSessions() {
		List<Session> all = sessions();
		all.forEach(Session::end);
		all.forEach(Session::removed);
	}

	ConnectionFaults faults() {
		return this.faults;
	}

	/**
	 * Take part in an order.
	 * @param sequencer the one that makes it
	 */
	void follow(Sequencer sequencer) {
		this.sequencer = sequencer;
	}

	Sequencer sequencer() {
		return Objects.requireNonNull(this.sequencer, "The daemon takes part in no order yet");
	}

	/**
	 * Return the place of this daemon in the configuration of its network.
	 * @return 0 for the first, and for a daemon without others
	 */
	int position() {
		return this.position;
	}

	String name() {
		return this.configuration.name();
	}

	SessionLimits sessionLimits() {
		return this.configuration.sessionLimits();
	}

	Authentication authentication() {
		return this.configuration.authentication();
	}

	Duration handshakeTimeout() {
		return this.configuration.handshakeTimeout();
	}

}
