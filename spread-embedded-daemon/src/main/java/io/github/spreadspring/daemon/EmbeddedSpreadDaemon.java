package io.github.spreadspring.daemon;

import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;

/**
 * A Spread daemon inside the JVM, for development and tests. Spread clients of every
 * language and of versions 3.1 to 5 can connect to it and see what they would see at a
 * lone C daemon of version 5.0.1, with the same limits, but without what crashes that
 * one. It serves from the moment {@link #start()} returns.
 * <p>
 * It binds to the loopback interface unless told otherwise, and knows no encryption:
 * access policy and authentication methods are there to test clients with. It is no
 * replacement for a network of real daemons.
 * <p>
 * All methods can be called from any thread.
 *
 * <pre>
 * try (EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build()) {
 *     daemon.start();
 *     connectTo(daemon.address());
 * }
 * </pre>
 */
public final class EmbeddedSpreadDaemon implements AutoCloseable {

	private static final Logger logger = System.getLogger(EmbeddedSpreadDaemon.class.getName());

	private final Configuration configuration;

	private final ReentrantLock lifecycle = new ReentrantLock();

	private volatile @Nullable RunningDaemon running;

	EmbeddedSpreadDaemon(Configuration configuration) {
		this.configuration = configuration;
	}

	/**
	 * Begin to configure a daemon.
	 * @return a builder with the defaults: any free TCP port of the loopback interface
	 */
	public static EmbeddedSpreadDaemonBuilder builder() {
		return new EmbeddedSpreadDaemonBuilder();
	}

	/**
	 * Start to listen. Does nothing while the daemon is running. After {@link #close()}
	 * it starts anew, without any session, on the same configuration: a port of 0 may
	 * become another one.
	 * @return this daemon
	 * @throws UncheckedIOException if an address cannot be bound, which then stands in
	 * the message; the cause is a {@link java.net.BindException} when the address is in
	 * use, by a socket file too, and the daemon listens nowhere
	 */
	public EmbeddedSpreadDaemon start() {
		this.lifecycle.lock();
		try {
			if (this.running == null) {
				this.running = RunningDaemon.start(this.configuration);
				logger.log(Level.INFO, () -> "Embedded Spread daemon \"%s\" listens on %s".formatted(name(), where()));
			}
			return this;
		}
		finally {
			this.lifecycle.unlock();
		}
	}

	/**
	 * Close all connections, free the port and remove the socket file. Does nothing when
	 * the daemon is not running. Clients see the end of the connection, as if a C daemon
	 * had been stopped.
	 */
	@Override
	public void close() {
		this.lifecycle.lock();
		try {
			RunningDaemon daemon = this.running;
			if (daemon != null) {
				this.running = null;
				daemon.close();
			}
		}
		finally {
			this.lifecycle.unlock();
		}
	}

	/**
	 * Whether the daemon is listening.
	 * @return {@code true} between {@link #start()} and {@link #close()}
	 */
	public boolean isRunning() {
		return this.running != null;
	}

	/**
	 * Return where to connect to over TCP, in Spread's notation: {@code 4803@127.0.0.1},
	 * or with IPv6 {@code 4803@::1}. When the daemon is bound to all interfaces, this is
	 * the loopback one.
	 * @return the address
	 * @throws IllegalStateException if the daemon is not running or does not listen on
	 * TCP
	 */
	public String address() {
		InetSocketAddress address = tcpAddress();
		InetAddress host = address.getAddress();
		if (host.isAnyLocalAddress()) {
			host = InetAddress.getLoopbackAddress();
		}
		return address.getPort() + "@" + NetUtil.toAddressString(host);
	}

	/**
	 * Return the TCP port.
	 * @return the port, never 0
	 * @throws IllegalStateException if the daemon is not running or does not listen on
	 * TCP
	 */
	public int port() {
		return tcpAddress().getPort();
	}

	/**
	 * Return the Unix domain socket.
	 * @return the path of the socket file, or {@code null} without one
	 */
	public @Nullable Path unixSocket() {
		return this.configuration.unixSocket();
	}

	/**
	 * Return the daemon's name, the second part of the private groups of its clients.
	 * @return the name
	 */
	public String name() {
		return this.configuration.name();
	}

	/**
	 * Return how many clients are connected, those in their handshake not included.
	 * @return the number of sessions; 0 when the daemon is not running
	 */
	public int sessions() {
		RunningDaemon daemon = this.running;
		return (daemon != null) ? daemon.sessions() : 0;
	}

	private InetSocketAddress tcpAddress() {
		RunningDaemon daemon = this.running;
		if (daemon == null) {
			throw new IllegalStateException("The embedded Spread daemon is not running: call start() first");
		}
		InetSocketAddress address = daemon.tcpAddress();
		if (address == null) {
			throw new IllegalStateException("The embedded Spread daemon does not listen on TCP");
		}
		return address;
	}

	private String where() {
		Path socket = unixSocket();
		if (this.configuration.tcpAddress() == null) {
			return String.valueOf(socket);
		}
		return (socket != null) ? address() + " and " + socket : address();
	}

}
