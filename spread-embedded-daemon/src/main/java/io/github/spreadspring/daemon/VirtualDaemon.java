package io.github.spreadspring.daemon;

import java.time.Duration;

import io.github.spreadspring.protocol.ConnectRequest;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.RejectedException;

/**
 * What makes one daemon as its clients see it: its name, the private names in use and its
 * limits. The order it shares with other daemons, if there are any, is the sequencer's.
 * Used by the event loop only.
 */
final class VirtualDaemon {

	private final Configuration configuration;

	private final Sequencer sequencer;

	private final PrivateNames names = new PrivateNames();

	private int connections;

	VirtualDaemon(Configuration configuration, Sequencer sequencer) {
		this.configuration = configuration;
		this.sequencer = sequencer;
	}

	/**
	 * Count a new connection.
	 * @return {@code false} if there are as many as are allowed
	 */
	boolean admit() {
		if (this.connections >= this.configuration.maxSessions()) {
			return false;
		}
		this.connections++;
		return true;
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
		Session session = new Session(id, request.membership(), connection, this.configuration.sessionLimits(),
				new AccessControl(this.configuration.accessPolicy(), id), () -> release(id));
		this.sequencer.opened(session);
		return session;
	}

	Sequencer sequencer() {
		return this.sequencer;
	}

	Authentication authentication() {
		return this.configuration.authentication();
	}

	Duration handshakeTimeout() {
		return this.configuration.handshakeTimeout();
	}

}
