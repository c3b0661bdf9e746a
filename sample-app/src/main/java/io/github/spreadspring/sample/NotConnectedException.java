package io.github.spreadspring.sample;

import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.session.SessionState;

/**
 * There is no connection to a daemon right now.
 */
class NotConnectedException extends RuntimeException {

	NotConnectedException(SessionState state, DaemonAddress address) {
		super("Not connected to a Spread daemon (state %s, address %s). It keeps trying; repeat the request a little later."
			.formatted(state, address));
	}

}
