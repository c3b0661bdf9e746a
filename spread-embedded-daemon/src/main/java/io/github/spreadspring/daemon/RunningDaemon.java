package io.github.spreadspring.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;

/**
 * All that exists between start and close: the one event loop, the sequencer on it, and
 * the sockets.
 */
final class RunningDaemon {

	private static final String THREAD_NAME = "spread-embedded-daemon";

	private static final int CLOSE_SECONDS = 5;

	private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, RunningDaemon::newThread,
			NioIoHandler.newFactory(SelectorProvider.provider(), BriefSpin::new));

	private final Sequencer sequencer;

	private final ListeningSockets sockets;

	private @Nullable InetSocketAddress tcpAddress;

	private RunningDaemon(Configuration configuration) {
		this.sequencer = new Sequencer(DaemonMemberships.form(configuration.name()), this.loop.next());
		this.sockets = new ListeningSockets(this.loop, new VirtualDaemon(configuration, this.sequencer));
	}

	/**
	 * Start a daemon.
	 * @param configuration how it is set up
	 * @return the daemon, listening
	 * @throws UncheckedIOException if an address cannot be bound
	 */
	static RunningDaemon start(Configuration configuration) {
		RunningDaemon daemon = new RunningDaemon(configuration);
		try {
			daemon.bind(configuration);
			return daemon;
		}
		catch (RuntimeException ex) {
			daemon.close();
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
		this.loop.next().submit(this.sequencer::close).awaitUninterruptibly();
		this.sockets.closeConnections();
		this.loop.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
	}

	@Nullable InetSocketAddress tcpAddress() {
		return this.tcpAddress;
	}

	int sessions() {
		return this.sequencer.sessionCount();
	}

	private static Thread newThread(Runnable task) {
		Thread thread = new Thread(task, THREAD_NAME);
		thread.setDaemon(true);
		return thread;
	}

}
