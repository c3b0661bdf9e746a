package io.github.spreadspring.daemon;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;

import io.github.spreadspring.protocol.AuthenticationMethods;
import io.github.spreadspring.protocol.IllegalNameException;
import io.github.spreadspring.protocol.Names;
import io.github.spreadspring.protocol.SpreadLimits;

/**
 * Sets up an {@link EmbeddedSpreadDaemon}. Everything has a default.
 */
public final class EmbeddedSpreadDaemonBuilder {

	private static final int MAX_PORT = 65_535;

	private static final Pattern METHOD_NAME = Pattern.compile("[!-~]{1,29}");

	private static final long DEFAULT_SESSION_BYTES = 64 * 1024 * 1024;

	private static final int DEFAULT_SESSION_GROUPS = 10_000;

	private String name = "localhost";

	private boolean tcp = true;

	private int port;

	private InetAddress bindAddress = InetAddress.getLoopbackAddress();

	private @Nullable Path unixSocket;

	private int maxSessions = SpreadLimits.MAX_SESSIONS;

	private int maxSessionMessages = SpreadLimits.MAX_SESSION_MESSAGES;

	private long maxSessionBytes = DEFAULT_SESSION_BYTES;

	private int maxSessionGroups = DEFAULT_SESSION_GROUPS;

	private boolean remoteClients;

	private Duration handshakeTimeout = Duration.ofSeconds(5);

	private final Map<String, ServerAuthentication> offeredMethods = new LinkedHashMap<>();

	private final Map<String, ServerAuthentication> requiredMethods = new LinkedHashMap<>();

	private AccessPolicy accessPolicy = AccessPolicy.PERMIT_ALL;

	EmbeddedSpreadDaemonBuilder() {
	}

	/**
	 * Set the name of the daemon, the second part of the private groups of its clients.
	 * @param name 1 to 19 characters from {@code $} to {@code ~}; default
	 * {@code localhost}
	 * @return this builder
	 * @throws IllegalNameException if the name is not allowed
	 */
	public EmbeddedSpreadDaemonBuilder name(String name) {
		this.name = Names.requireDaemonName(name);
		return this;
	}

	/**
	 * Set the TCP port.
	 * @param port the port; 0, the default, takes any free one at the first start, see
	 * {@link EmbeddedSpreadDaemon#port()}: from 10240 to 32767, where no outgoing
	 * connection takes it while the daemon is down
	 * @return this builder
	 */
	public EmbeddedSpreadDaemonBuilder port(int port) {
		this.port = require("TCP port", port, 0, MAX_PORT);
		return this;
	}

	/**
	 * Set the interface to listen on for TCP connections. Other addresses than loopback
	 * need {@link #allowRemoteClients(boolean)} too.
	 * @param bindAddress an address of the interface, or the wildcard address for all;
	 * default loopback
	 * @return this builder
	 */
	public EmbeddedSpreadDaemonBuilder bindAddress(InetAddress bindAddress) {
		this.bindAddress = bindAddress;
		return this;
	}

	/**
	 * Set whether the daemon may listen where other machines can reach it. Whoever
	 * reaches it can join every group, read everything and send in every name.
	 * @param allowRemoteClients {@code true} to allow a {@link #bindAddress(InetAddress)}
	 * that is not loopback; default {@code false}
	 * @return this builder
	 */
	public EmbeddedSpreadDaemonBuilder allowRemoteClients(boolean allowRemoteClients) {
		this.remoteClients = allowRemoteClients;
		return this;
	}

	/**
	 * Set whether to listen for TCP connections.
	 * @param tcp {@code false} to listen on the {@link #unixSocket(Path) Unix domain
	 * socket} only; default {@code true}
	 * @return this builder
	 */
	public EmbeddedSpreadDaemonBuilder tcp(boolean tcp) {
		this.tcp = tcp;
		return this;
	}

	/**
	 * Listen on a Unix domain socket too. A file left behind at the path is removed when
	 * it is a socket that refuses a connection. Only the user who runs the daemon can
	 * connect, while the socket of a C daemon is open to all users.
	 * @param unixSocket the path of the socket file; C clients that are given a bare port
	 * look for {@code /tmp/<port>}. Default none
	 * @return this builder
	 */
	public EmbeddedSpreadDaemonBuilder unixSocket(Path unixSocket) {
		this.unixSocket = unixSocket;
		return this;
	}

	/**
	 * Set how many clients can be connected.
	 * @param maxSessions the number of connections, those in their handshake included;
	 * default {@value SpreadLimits#MAX_SESSIONS} as in the C daemon
	 * @return this builder
	 */
	public EmbeddedSpreadDaemonBuilder maxSessions(int maxSessions) {
		this.maxSessions = require("Number of sessions", maxSessions, 0, Integer.MAX_VALUE);
		return this;
	}

	/**
	 * Set how far a client may fall behind, {@code MaxSessionMessages} of the C daemon.
	 * At half of it senders have to wait, for at most 200 ms, so that a burst does not
	 * cost a client its session that reads all the time.
	 * @param maxSessionMessages the number of frames that may wait for a client beyond
	 * what its socket takes; the next one ends its session. With 0 the first frame does.
	 * Default {@value SpreadLimits#MAX_SESSION_MESSAGES}
	 * @return this builder
	 */
	public EmbeddedSpreadDaemonBuilder maxSessionMessages(int maxSessionMessages) {
		this.maxSessionMessages = require("Number of session messages", maxSessionMessages, 0, Integer.MAX_VALUE);
		return this;
	}

	/**
	 * Set how much memory a client that falls behind can take, whatever the size of its
	 * messages. The C daemon has no such bound: there a client can take 1000 of the
	 * largest messages, 143 MB. As with {@link #maxSessionMessages(int)}, senders have to
	 * wait at half of it.
	 * @param maxSessionBytes the number of bytes that may wait for a client beyond what
	 * its socket takes, above zero; the next frame ends its session. Default 64 MB,
	 * reached before 1000 frames only by messages above 67,000 bytes
	 * @return this builder
	 */
	public EmbeddedSpreadDaemonBuilder maxSessionBytes(long maxSessionBytes) {
		if (maxSessionBytes <= 0) {
			throw new IllegalArgumentException(
					"Number of session bytes %d is not allowed: it must be above zero".formatted(maxSessionBytes));
		}
		this.maxSessionBytes = maxSessionBytes;
		return this;
	}

	/**
	 * Set how many groups a client can be in. The C daemon has no such bound and keeps
	 * whatever its clients join.
	 * @param maxSessionGroups the number of groups; joining one more ends the session.
	 * Default 10,000
	 * @return this builder
	 */
	public EmbeddedSpreadDaemonBuilder maxSessionGroups(int maxSessionGroups) {
		this.maxSessionGroups = require("Number of session groups", maxSessionGroups, 0, Integer.MAX_VALUE);
		return this;
	}

	/**
	 * Set how long a handshake may take. A client that takes longer is disconnected; it
	 * never delays others.
	 * @param handshakeTimeout the time from accepting the connection, above zero; default
	 * 5 seconds
	 * @return this builder
	 */
	public EmbeddedSpreadDaemonBuilder handshakeTimeout(Duration handshakeTimeout) {
		if (handshakeTimeout.isNegative() || handshakeTimeout.isZero()) {
			throw new IllegalArgumentException(
					"Handshake timeout %s is not allowed: it must be above zero".formatted(handshakeTimeout));
		}
		this.handshakeTimeout = handshakeTimeout;
		return this;
	}

	/**
	 * Offer an authentication method, {@code AllowedAuthMethods} of the C daemon. As
	 * there, naming any method takes {@code NULL} out of the offer; to keep it, name it
	 * too, with {@link ServerAuthentication#NULL}. Clients older than 3.16 take no part
	 * and are refused where {@code NULL} is not offered.
	 * @param name the name of the method, 1 to 29 visible characters, at most 90 with all
	 * others and a blank behind each
	 * @param method what to do with a client that has chosen it
	 * @return this builder
	 * @throws IllegalArgumentException if the name is not allowed
	 */
	public EmbeddedSpreadDaemonBuilder authentication(String name, ServerAuthentication method) {
		this.offeredMethods.put(requireMethodName(name), method);
		return this;
	}

	/**
	 * Require an authentication method of every client, {@code RequiredAuthMethods} of
	 * the C daemon: it comes after those that the client has chosen. Clients can choose
	 * it only if it is {@linkplain #authentication(String, ServerAuthentication) offered}
	 * too, and where nothing is offered nobody is taken in.
	 * @param name the name of the method, 1 to 29 visible characters
	 * @param method what to do with a client, unless it has chosen the method itself
	 * @return this builder
	 * @throws IllegalArgumentException if the name is not allowed
	 */
	public EmbeddedSpreadDaemonBuilder requiredAuthentication(String name, ServerAuthentication method) {
		this.requiredMethods.put(requireMethodName(name), method);
		return this;
	}

	/**
	 * Set what clients may do, to test how they take a rejected message.
	 * @param accessPolicy the policy; default {@link AccessPolicy#PERMIT_ALL} as in stock
	 * daemons
	 * @return this builder
	 */
	public EmbeddedSpreadDaemonBuilder accessPolicy(AccessPolicy accessPolicy) {
		this.accessPolicy = accessPolicy;
		return this;
	}

	/**
	 * Create the daemon, without starting it.
	 * @return a new daemon
	 * @throws IllegalStateException if it would listen nowhere, or where other machines
	 * can reach it without having been {@linkplain #allowRemoteClients(boolean) allowed}
	 * to, or if the names of the authentication methods are too long together
	 */
	public EmbeddedSpreadDaemon build() {
		return new EmbeddedSpreadDaemon(configuration(), RunningDaemon::alone);
	}

	/**
	 * Return what has been set up.
	 * @return how the daemon is set up
	 * @throws IllegalStateException if it would listen nowhere, or if the names of the
	 * authentication methods are too long together
	 */
	Configuration configuration() {
		if (!this.tcp && this.unixSocket == null) {
			throw new IllegalStateException(
					"An embedded Spread daemon without TCP needs a Unix domain socket: call unixSocket(path)");
		}
		if (this.tcp && !this.remoteClients && !this.bindAddress.isLoopbackAddress()) {
			throw new IllegalStateException(
					"An embedded Spread daemon at %s could be reached from other machines, by anybody: call allowRemoteClients(true) if that is wanted, else bind it to a loopback address, which is the default"
						.formatted(NetUtil.toAddressString(this.bindAddress)));
		}
		InetSocketAddress tcpAddress = this.tcp ? new InetSocketAddress(this.bindAddress, this.port) : null;
		return new Configuration(this.name, tcpAddress, this.unixSocket, this.maxSessions,
				new SessionLimits(this.maxSessionMessages, this.maxSessionBytes, this.maxSessionGroups),
				this.handshakeTimeout, authentication(), this.accessPolicy);
	}

	private Authentication authentication() {
		if (this.offeredMethods.isEmpty() && this.requiredMethods.isEmpty()) {
			return Authentication.DEFAULT;
		}
		int length = this.offeredMethods.keySet().stream().mapToInt((method) -> method.length() + 1).sum();
		if (length > AuthenticationMethods.MAX_OFFER) {
			throw new IllegalStateException(
					"The authentication methods %s are %d bytes with a blank behind each, %d are allowed"
						.formatted(this.offeredMethods.keySet(), length, AuthenticationMethods.MAX_OFFER));
		}
		return new Authentication(this.offeredMethods, this.requiredMethods);
	}

	private static String requireMethodName(String name) {
		if (!METHOD_NAME.matcher(name).matches()) {
			throw new IllegalArgumentException(
					"Authentication method \"%s\" is not allowed: 1 to 29 characters from ! to ~ are".formatted(name));
		}
		return name;
	}

	private static int require(String what, int value, int min, int max) {
		if (value < min || value > max) {
			throw new IllegalArgumentException("%s %d is not allowed: %d to %d are".formatted(what, value, min, max));
		}
		return value;
	}

}
