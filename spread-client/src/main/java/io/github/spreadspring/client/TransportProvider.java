package io.github.spreadspring.client;

/**
 * Opens connections over one {@link Transport}. Found through
 * {@link java.util.ServiceLoader}, so that the classes of a transport are only loaded
 * when it is used.
 */
public interface TransportProvider {

	/**
	 * Return what this is the provider of.
	 * @return the transport
	 */
	Transport transport();

	/**
	 * Make sure that what this transport needs is installed.
	 * @param settings how to connect
	 * @throws NativeLibraryException if something is missing or of no use, so that no
	 * attempt to connect could ever succeed
	 */
	default void requireUsable(ConnectionSettings settings) {
	}

	/**
	 * Connect.
	 * @param settings how to connect
	 * @return the connection
	 * @throws SpreadConnectException if no connection could be made
	 */
	SpreadConnection open(ConnectionSettings settings);

}
