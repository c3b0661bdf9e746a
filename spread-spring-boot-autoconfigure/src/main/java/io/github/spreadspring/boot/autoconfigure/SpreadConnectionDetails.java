package io.github.spreadspring.boot.autoconfigure;

import java.util.List;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

import io.github.spreadspring.client.DaemonAddress;

/**
 * Where the Spread daemons are. A bean of this type takes the place of the property
 * {@code spread.address}.
 */
public interface SpreadConnectionDetails extends ConnectionDetails {

	/**
	 * Return the daemons.
	 * @return their addresses, in the order in which to try them, at least one
	 */
	List<DaemonAddress> getAddresses();

}
