package io.github.spreadspring.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.function.Function;

import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;

/**
 * All of one daemon that exists between start and close.
 */
final class RunningDaemon {

	private final DaemonLoop loop;

	private final Reachability reachability;

	private final Runnable afterClose;

	private final VirtualDaemon daemon;

	private final ListeningSockets sockets;

	private @Nullable InetSocketAddress tcpAddress;

	private volatile boolean frozen;

	private RunningDaemon(Configuration configuration, int position, DaemonLoop loop, Reachability reachability,
			Runnable afterClose) {
		this.loop = loop;
		this.reachability = reachability;
		this.afterClose = afterClose;
		this.daemon = new VirtualDaemon(configuration, position);
		this.sockets = new ListeningSockets(loop.eventLoop(), this.daemon);
	}

	/**
	 * Start a daemon that has nothing to do with others.
	 * @param configuration how it is set up
	 * @return the daemon, listening
	 * @throws UncheckedIOException if an address cannot be bound
	 */
	static RunningDaemon alone(Configuration configuration) {
		DaemonLoop loop = new DaemonLoop();
		return start(configuration, 0, loop, new Alone(loop.eventLoop()), loop::close);
	}

	/**
	 * Start a daemon.
	 * @param configuration how it is set up
	 * @param position its place among the daemons of its network
	 * @param loop the thread it lives on
	 * @param reachability decides which others it shares an order with
	 * @param afterClose called when nothing is left of it
	 * @return the daemon, listening
	 * @throws UncheckedIOException if an address cannot be bound
	 */
	static RunningDaemon start(Configuration configuration, int position, DaemonLoop loop, Reachability reachability,
			Runnable afterClose) {
		RunningDaemon started = new RunningDaemon(configuration, position, loop, reachability, afterClose);
		loop.run(() -> reachability.started(started.daemon));
		try {
			started.bind(configuration);
			return started;
		}
		catch (RuntimeException ex) {
			started.close();
			throw ex;
		}
	}

	private void bind(Configuration configuration) {
		InetSocketAddress address = configuration.tcpAddress();
		if (address != null) {
			try {
				this.tcpAddress = this.sockets.bind(address);
			}
			catch (IOException ex) {
				throw failed(address.getPort() + "@" + NetUtil.toAddressString(address.getAddress()), ex);
			}
		}
		Path unixSocket = configuration.unixSocket();
		if (unixSocket != null) {
			try {
				this.sockets.bind(unixSocket);
			}
			catch (IOException ex) {
				throw failed(unixSocket.toString(), ex);
			}
		}
	}

	private static UncheckedIOException failed(String address, IOException cause) {
		return new UncheckedIOException(
				"Embedded Spread daemon cannot listen on %s: %s".formatted(address, cause.getMessage()), cause);
	}

	void close() {
		this.sockets.close();
		end();
	}

	/**
	 * Close as if the process had been killed.
	 */
	void kill() {
		this.sockets.abandon();
		this.loop.run(this.daemon.faults()::resetOnClose);
		end();
	}

	private void end() {
		this.loop.run(() -> this.reachability.stopped(this.daemon));
		this.sockets.closeConnections();
		this.afterClose.run();
	}

	void freeze() {
		this.loop.run(() -> {
			if (!this.frozen) {
				this.frozen = true;
				this.sockets.setAccepting(false);
				this.reachability.frozen(this.daemon);
				this.daemon.faults().freeze();
			}
		});
	}

	void thaw() {
		this.loop.run(() -> {
			if (this.frozen) {
				this.frozen = false;
				this.daemon.faults().thaw();
				this.reachability.thawed(this.daemon);
				this.sockets.setAccepting(true);
			}
		});
	}

	boolean isFrozen() {
		return this.frozen;
	}

	/**
	 * Do something on the daemon's thread, and wait until it is done.
	 * @param <T> the type of the result
	 * @param task what to do
	 * @return what it returned
	 */
	<T> T withDaemon(Function<VirtualDaemon, T> task) {
		return this.loop.call(() -> task.apply(this.daemon));
	}

	@Nullable InetSocketAddress tcpAddress() {
		return this.tcpAddress;
	}

	int sessions() {
		return this.daemon.sessionCount();
	}

}
