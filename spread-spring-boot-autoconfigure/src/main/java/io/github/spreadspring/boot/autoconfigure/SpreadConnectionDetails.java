package io.github.spreadspring.boot.autoconfigure;

import java.util.List;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

import io.github.spreadspring.client.DaemonAddress;

/**
 * Where the Spread daemons are. A bean of this type takes the place of the property
 * {@code spread.address}, wherever that counts. It says nothing of who the application
 * is: the private name is its own, and an authentication method is code, which a
 * {@link SpreadSessionCustomizer} adds.
 */
public interface SpreadConnectionDetails extends ConnectionDetails {

	/**
	 * Return the daemons.
	 * @return their addresses, in the order in which to try them, at least one
	 */
	List<DaemonAddress> getAddresses();

}
