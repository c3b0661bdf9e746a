package io.github.spreadspring.sample.web;

import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.session.SessionState;

/**
 * There is no connection to a daemon right now.
 */
public class NotConnectedException extends RuntimeException {

	/**
	 * Create the exception.
	 * @param state what the session is doing
	 * @param address where it looks for a daemon
	 */
	public NotConnectedException(SessionState state, DaemonAddress address) {
		super("Not connected to a Spread daemon (state %s, address %s). It keeps trying; repeat the request a little later."
			.formatted(state, address));
	}

}
