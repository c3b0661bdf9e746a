package io.github.spreadspring.client.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.UnknownDaemonHostException;

/**
 * Where a daemon may be found, in the order to be tried.
 *
 * @param socketFile a file that may be its Unix domain socket, or {@code null} without
 * one
 * @param hosts the addresses of its host
 */
public record DaemonPlaces(@Nullable Path socketFile, List<InetAddress> hosts) {

	/**
	 * Find out what an address means here and now.
	 * @param address the address
	 * @return the places, at least one
	 * @throws UnknownDaemonHostException if nobody knows the host
	 */
	public static DaemonPlaces of(DaemonAddress address) {
		Path socketFile = Path.of("/tmp", Integer.toString(address.port()));
		String host = address.isLocal() ? "localhost" : address.host();
		try {
			return new DaemonPlaces((address.isLocal() && Files.exists(socketFile)) ? socketFile : null,
					List.of(InetAddress.getAllByName(host)));
		}
		catch (UnknownHostException ex) {
			throw new UnknownDaemonHostException(address,
					"The host \"%s\" of the daemon address %s is not known.".formatted(host, address));
		}
	}

}
