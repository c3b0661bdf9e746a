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
	 * Connect.
	 * @param settings how to connect
	 * @return the connection
	 * @throws SpreadConnectException if no connection could be made
	 */
	SpreadConnection open(ConnectionSettings settings);

}
