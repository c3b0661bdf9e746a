package io.github.spreadspring.daemon;

import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

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

	private final Function<Configuration, RunningDaemon> launcher;

	private final DaemonFaults faults = new DaemonFaults(() -> this.running);

	/** With the port that was taken at the first start. */
	private volatile Configuration configuration;

	private final ReentrantLock lifecycle = new ReentrantLock();

	private volatile @Nullable RunningDaemon running;

	EmbeddedSpreadDaemon(Configuration configuration, Function<Configuration, RunningDaemon> launcher) {
		this.configuration = configuration;
		this.launcher = launcher;
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
	 * or {@link #kill()} it starts anew, without any session or fault, on the same port:
	 * one that was chosen for a port of 0 stays that of this object.
	 * @return this daemon
	 * @throws UncheckedIOException if an address cannot be bound, which then stands in
	 * the message; the cause is a {@link java.net.BindException} when the address is in
	 * use, by a socket file too, and the daemon listens nowhere
	 */
	public EmbeddedSpreadDaemon start() {
		this.lifecycle.lock();
		try {
			if (this.running == null) {
				RunningDaemon daemon = this.launcher.apply(this.configuration);
				this.running = daemon;
				InetSocketAddress address = daemon.tcpAddress();
				if (address != null) {
					this.configuration = this.configuration.withTcpAddress(address);
				}
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
		stop(RunningDaemon::close);
	}

	/**
	 * Stop as a process that is killed ({@code kill -9}): connections are reset in the
	 * midst of whatever is on its way, and the socket file is left behind. Does nothing
	 * when the daemon is not running. The next {@link #start()} takes the same port and
	 * removes the file.
	 */
	public void kill() {
		stop(RunningDaemon::kill);
	}

	/**
	 * {@linkplain #kill() Kill} the daemon and {@linkplain #start() start} it again.
	 * @return this daemon
	 * @throws UncheckedIOException if an address cannot be bound any more
	 */
	public EmbeddedSpreadDaemon restart() {
		this.lifecycle.lock();
		try {
			kill();
			return start();
		}
		finally {
			this.lifecycle.unlock();
		}
	}

	private void stop(Consumer<RunningDaemon> how) {
		this.lifecycle.lock();
		try {
			RunningDaemon daemon = this.running;
			if (daemon != null) {
				this.running = null;
				how.accept(daemon);
			}
		}
		finally {
			this.lifecycle.unlock();
		}
	}

	/**
	 * Return what can be made to go wrong.
	 * @return the faults of this daemon, the same object for all its life
	 */
	public DaemonFaults faults() {
		return this.faults;
	}

	/**
	 * Whether the daemon is listening.
	 * @return {@code true} between {@link #start()} and {@link #close()} or
	 * {@link #kill()}
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

	/**
	 * Whether a client is connected.
	 * @param privateName its private name, without the daemon's name
	 * @return {@code false} also when the daemon is not running
	 */
	public boolean hasSession(String privateName) {
		RunningDaemon daemon = this.running;
		return daemon != null && daemon.withDaemon((virtual) -> virtual.session(privateName) != null);
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
