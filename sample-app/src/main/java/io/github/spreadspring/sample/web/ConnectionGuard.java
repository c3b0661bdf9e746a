package io.github.spreadspring.sample.web;

import org.springframework.stereotype.Component;

import io.github.spreadspring.client.session.SessionState;
import io.github.spreadspring.client.session.SpreadSession;

/**
 * Lets requests pass that need a daemon only while there is a connection to one.
 */
@Component
public class ConnectionGuard {

	private final SpreadSession session;

	ConnectionGuard(SpreadSession session) {
		this.session = session;
	}

	/**
	 * Refuse the request while there is no connection.
	 * @throws NotConnectedException if there is none
	 */
	public void requireConnected() {
		if (this.session.state() != SessionState.CONNECTED) {
			throw new NotConnectedException(this.session.state(), this.session.address());
		}
	}

}
