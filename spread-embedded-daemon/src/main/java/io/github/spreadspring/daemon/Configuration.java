package io.github.spreadspring.daemon;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How one daemon is set up; see {@link EmbeddedSpreadDaemonBuilder}.
 *
 * @param name the name of the daemon
 * @param tcpAddress where it listens for TCP connections, if it does
 * @param unixSocket the path of its socket file, if it has one
 * @param maxSessions how many connections are allowed, those in their handshake included
 * @param sessionLimits what one client can make the daemon keep
 * @param handshakeTimeout how long a handshake may take
 * @param authentication the authentication methods
 * @param accessPolicy what clients may do
 */
record Configuration(String name, @Nullable InetSocketAddress tcpAddress, @Nullable Path unixSocket, int maxSessions,
		SessionLimits sessionLimits, Duration handshakeTimeout, Authentication authentication,
		AccessPolicy accessPolicy) {

	/**
	 * Return the same with another TCP address.
	 * @param address the address
	 * @return a copy
	 */
	Configuration withTcpAddress(InetSocketAddress address) {
		return new Configuration(this.name, address, this.unixSocket, this.maxSessions, this.sessionLimits,
				this.handshakeTimeout, this.authentication, this.accessPolicy);
	}

}
