package io.github.spreadspring.client.socket;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.SpreadConnection;
import io.github.spreadspring.client.Transport;
import io.github.spreadspring.client.TransportProvider;

/**
 * Provides the transport in pure Java.
 */
public final class SocketTransport implements TransportProvider {

	@Override
	public Transport transport() {
		return Transport.SOCKET;
	}

	@Override
	public SpreadConnection open(ConnectionSettings settings) {
		return SocketConnection.open(settings);
	}

}
