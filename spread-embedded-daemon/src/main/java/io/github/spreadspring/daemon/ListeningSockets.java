package io.github.spreadspring.daemon;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.ImmediateEventExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Where one daemon listens.
 */
final class ListeningSockets {

	private static final Logger logger = System.getLogger(ListeningSockets.class.getName());

	/** What the C daemon gives every client; it decides how much a slow one can read. */
	private static final int SOCKET_BUFFER = 200 * 1024;

	/**
	 * Much is read at once from a client that sends much, and passed on before anything
	 * else is read.
	 */
	private static final int MAX_READ = 256 * 1024;

	private static final int FIRST_READ = 16 * 1024;

	private static final int MIN_READ = 2 * 1024;

	private static final int FIRST_FREE_PORT = 10_240;

	/** Behind it come those that operating systems give to outgoing connections. */
	private static final int LAST_FREE_PORT = 32_767;

	private static final int MAX_ATTEMPTS = 100;

	private final EventLoopGroup loop;

	private final VirtualDaemon daemon;

	private @Nullable UnixSocketFile file;

	private final List<Channel> channels = new ArrayList<>();

	/** All connections, those in their handshake included. */
	private final ChannelGroup connections = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);

	ListeningSockets(EventLoopGroup loop, VirtualDaemon daemon) {
		this.loop = loop;
		this.daemon = daemon;
	}

	/**
	 * Listen for TCP connections.
	 * @param address the address; with port 0 any free port is taken
	 * @return the address with the port
	 * @throws IOException if it cannot be bound
	 */
	InetSocketAddress bind(InetSocketAddress address) throws IOException {
		return (address.getPort() != 0) ? bindTo(address) : bindToFreePort(address);
	}

	/**
	 * Take a free port that is still free when the daemon is started again: no outgoing
	 * connection gets it meanwhile.
	 * @param address the address with port 0
	 * @return the address with the port
	 * @throws IOException if it cannot be bound
	 */
	private InetSocketAddress bindToFreePort(InetSocketAddress address) throws IOException {
		for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
			int port = ThreadLocalRandom.current().nextInt(FIRST_FREE_PORT, LAST_FREE_PORT + 1);
			try {
				return bindTo(new InetSocketAddress(address.getAddress(), port));
			}
			catch (BindException ex) {
				logger.log(Level.DEBUG, () -> "Port %d is taken".formatted(port));
			}
		}
		return bindTo(address);
	}

	private InetSocketAddress bindTo(InetSocketAddress address) throws IOException {
		ServerBootstrap bootstrap = bootstrap(NioServerSocketChannel.class).option(ChannelOption.SO_REUSEADDR, true)
			.childOption(ChannelOption.TCP_NODELAY, true)
			.childOption(ChannelOption.SO_KEEPALIVE, true);
		return (InetSocketAddress) bind(bootstrap, address).localAddress();
	}

	/**
	 * Listen for connections over a Unix domain socket. A file that nobody listens at is
	 * removed before.
	 * @param path the path of the socket file
	 * @throws IOException if it cannot be bound
	 */
	void bind(Path path) throws IOException {
		UnixSocketFile file = new UnixSocketFile(path);
		file.removeIfStale();
		this.file = file;
		// the channel removes the file when it closes
		bind(bootstrap(NioServerDomainSocketChannel.class), UnixDomainSocketAddress.of(path));
		file.restrictToOwner();
	}

	private ServerBootstrap bootstrap(Class<? extends ServerChannel> type) {
		return new ServerBootstrap().group(this.loop)
			.channel(type)
			.childOption(ChannelOption.SO_SNDBUF, SOCKET_BUFFER)
			.childOption(ChannelOption.SO_RCVBUF, SOCKET_BUFFER)
			.childOption(ChannelOption.RECVBUF_ALLOCATOR,
					new AdaptiveRecvByteBufAllocator(MIN_READ, FIRST_READ, MAX_READ).maxMessagesPerRead(1))
			.childHandler(new ChannelInitializer<Channel>() {

				@Override
				protected void initChannel(Channel channel) {
					ListeningSockets.this.connections.add(channel);
					channel.pipeline()
						.addLast(new HandshakeHandler(ListeningSockets.this.daemon,
								new NettyConnection(channel, peer(channel))));
				}

			});
	}

	private Channel bind(ServerBootstrap bootstrap, SocketAddress address) throws IOException {
		ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
		if (bound.cause() instanceof IOException cause) {
			throw cause;
		}
		this.channels.add(bound.syncUninterruptibly().channel());
		return bound.channel();
	}

	private static String peer(Channel channel) {
		return (channel.remoteAddress() instanceof InetSocketAddress address) ? NetUtil.toSocketAddressString(address)
				: "a Unix domain socket";
	}

	/**
	 * Take in new connections, or leave them to the operating system.
	 * @param accepting whether to
	 */
	void setAccepting(boolean accepting) {
		this.channels.stream()
			.filter(Channel::isRegistered)
			.forEach((channel) -> channel.config().setAutoRead(accepting));
	}

	/**
	 * Listen no longer.
	 */
	void close() {
		this.channels.forEach((channel) -> channel.close().awaitUninterruptibly());
		this.channels.clear();
	}

	/**
	 * Listen no longer, and leave the socket file behind.
	 */
	void abandon() {
		UnixSocketFile file = this.file;
		if (file != null) {
			file.keepDuring(this::close);
		}
		else {
			close();
		}
	}

	/**
	 * Close all connections. An event loop that ends leaves them open.
	 */
	void closeConnections() {
		this.connections.close().awaitUninterruptibly();
	}

}
