package io.github.spreadspring.client;

import java.util.ServiceLoader;

/**
 * The ways to talk to a daemon.
 */
public enum Transport {

	/**
	 * TCP or Unix domain sockets in pure Java. Nothing has to be installed.
	 */
	SOCKET,

	/**
	 * Spread's own library, libspread, through JNA. Both have to be there.
	 */
	NATIVE;

	/**
	 * Make sure that what this transport needs is installed; without it no attempt to
	 * connect could ever succeed.
	 * @param settings how to connect
	 * @throws NativeLibraryException if something is missing or of no use
	 */
	public void requireUsable(ConnectionSettings settings) {
		provider().requireUsable(settings);
	}

	/**
	 * Connect.
	 * @param settings how to connect
	 * @return the connection
	 */
	SpreadConnection open(ConnectionSettings settings) {
		return provider().open(settings);
	}

	private TransportProvider provider() {
		for (TransportProvider provider : ServiceLoader.load(TransportProvider.class,
				TransportProvider.class.getClassLoader())) {
			if (provider.transport() == this) {
				return provider;
			}
		}
		throw new IllegalStateException(
				"The transport %s is missing: no %s for it is listed in META-INF/services. Was spread-client repackaged without these files?"
					.formatted(this, TransportProvider.class.getName()));
	}

}
