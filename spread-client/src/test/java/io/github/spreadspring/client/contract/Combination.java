package io.github.spreadspring.client.contract;

import java.util.Locale;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.Transport;
import io.github.spreadspring.client.testing.Libspread;

/**
 * A transport and a daemon: each of the first has to get on with each of the second.
 */
enum Combination {

	/** Pure Java with the embedded daemon. */
	SOCKET_EMBEDDED(Transport.SOCKET, DaemonKind.EMBEDDED),

	/** Pure Java with the C daemon. */
	SOCKET_REAL(Transport.SOCKET, DaemonKind.REAL),

	/** The C library with the embedded daemon. */
	NATIVE_EMBEDDED(Transport.NATIVE, DaemonKind.EMBEDDED),

	/** The C library with the C daemon. */
	NATIVE_REAL(Transport.NATIVE, DaemonKind.REAL);

	private final Transport transport;

	private final DaemonKind daemon;

	Combination(Transport transport, DaemonKind daemon) {
		this.transport = transport;
		this.daemon = daemon;
	}

	Transport transport() {
		return this.transport;
	}

	DaemonKind daemon() {
		return this.daemon;
	}

	void assumeAvailable() {
		this.daemon.assumeAvailable();
		if (this.transport == Transport.NATIVE) {
			Libspread.assumeAvailable();
		}
	}

	ConnectionSettings settings(String address) {
		ConnectionSettings settings = ConnectionSettings.of(address);
		return (this.transport == Transport.NATIVE) ? Libspread.over(settings) : settings;
	}

	@Override
	public String toString() {
		return this.transport.name().toLowerCase(Locale.ROOT) + " transport, " + this.daemon + " daemon";
	}

}
