package io.github.spreadspring.client.socket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

import io.github.spreadspring.client.ConnectTimeoutException;
import io.github.spreadspring.client.ConnectionRefusedException;
import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.transport.DaemonPlaces;
import io.github.spreadspring.client.transport.Deadline;

/**
 * Opens the socket to a daemon: tries in turn everything that an address can mean.
 */
final class SocketConnector {

	/**
	 * What Spread's own library asks for; the operating system may give less.
	 */
	private static final int BUFFER_SIZE = 200 * 1024;

	private final DaemonAddress address;

	private final Deadline deadline;

	SocketConnector(DaemonAddress address, Deadline deadline) {
		this.address = address;
		this.deadline = deadline;
	}

	SocketChannel connect() {
		IOException failure = null;
		for (SocketAddress candidate : candidates()) {
			try {
				return connect(candidate);
			}
			catch (IOException ex) {
				failure = ex;
			}
		}
		throw new ConnectionRefusedException(this.address,
				"No Spread daemon accepts connections at %s (%s). Start one there, or correct the address."
					.formatted(this.address, (failure != null) ? failure.getMessage() : "no address"),
				failure);
	}

	private List<SocketAddress> candidates() {
		DaemonPlaces places = DaemonPlaces.of(this.address);
		List<SocketAddress> candidates = new ArrayList<>();
		if (places.socketFile() != null) {
			candidates.add(UnixDomainSocketAddress.of(places.socketFile()));
		}
		places.hosts().forEach((host) -> candidates.add(new InetSocketAddress(host, this.address.port())));
		return candidates;
	}

	private SocketChannel connect(SocketAddress candidate) throws IOException {
		boolean unix = candidate instanceof UnixDomainSocketAddress;
		SocketChannel channel = unix ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
		try {
			channel.configureBlocking(false);
			channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER_SIZE);
			channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_SIZE);
			if (!unix) {
				channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
				KeepAlive.enable(channel);
			}
			if (!channel.connect(candidate)) {
				finishConnect(channel);
			}
			return channel;
		}
		catch (IOException | RuntimeException ex) {
			channel.close();
			throw ex;
		}
	}

	private void finishConnect(SocketChannel channel) throws IOException {
		try (Selector selector = Selector.open()) {
			channel.register(selector, SelectionKey.OP_CONNECT);
			while (!channel.finishConnect()) {
				long remaining = this.deadline.remainingMillis();
				if (remaining == 0) {
					throw new ConnectTimeoutException(this.address,
							"No connection to %s within %s: the host does not answer, or a firewall drops what is sent to it."
								.formatted(this.address, this.deadline));
				}
				selector.select(remaining);
				if (Thread.currentThread().isInterrupted()) {
					throw ConnectTimeoutException.interrupted(this.address);
				}
				selector.selectedKeys().clear();
			}
		}
	}

}
