package io.github.spreadspring.benchmarks.peer;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.protocol.AcceptReply;
import io.github.spreadspring.protocol.AuthenticationMethods;
import io.github.spreadspring.protocol.ConnectRequest;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.SpreadVersion;

/**
 * Listens on TCP and on the Unix domain socket, as a daemon does, and answers handshakes.
 * Each connection has a thread.
 */
final class HandshakeServer {

	/** Room for what is read at once; large, so that system calls do not count. */
	static final int BUFFER = 1 << 20;

	private final int port;

	private final Path socketFile;

	private final Conversation conversation;

	HandshakeServer(String address, Conversation conversation) {
		this.port = DaemonAddress.parse(address).port();
		this.socketFile = Path.of("/tmp", "" + this.port);
		this.conversation = conversation;
	}

	void start() throws IOException {
		listen(ServerSocketChannel.open(), new InetSocketAddress("127.0.0.1", this.port));
		Files.deleteIfExists(this.socketFile);
		listen(ServerSocketChannel.open(StandardProtocolFamily.UNIX), UnixDomainSocketAddress.of(this.socketFile));
	}

	void close() {
		try {
			Files.deleteIfExists(this.socketFile);
		}
		catch (IOException ex) {
			System.err.println("Socket file stays behind: " + ex);
		}
	}

	private void listen(ServerSocketChannel server, SocketAddress address) throws IOException {
		server.bind(address);
		PeerMain.start("accept " + address, () -> {
			while (true) {
				SocketChannel channel = server.accept();
				PeerMain.start("connection", () -> serve(channel));
			}
		});
	}

	private void serve(SocketChannel channel) {
		try (channel) {
			ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
			MemberId client = welcome(channel, buffer.flip());
			this.conversation.talk(channel, client, buffer);
		}
		catch (IOException ex) {
			// the other side ended
		}
	}

	private static MemberId welcome(SocketChannel channel, ByteBuffer buffer) throws IOException {
		ConnectRequest request = ConnectRequest.read(buffer);
		while (request == null) {
			readMore(channel, buffer);
			request = ConnectRequest.read(buffer);
		}
		channel.write(AuthenticationMethods.NULL.toOffer());
		while (AuthenticationMethods.readChoice(buffer) == null) {
			readMore(channel, buffer);
		}
		MemberId client = MemberId.of(request.privateName(), "benchmark");
		channel.write(new AcceptReply(SpreadVersion.CURRENT, client).toBytes(request.version()));
		return client;
	}

	/**
	 * Wait for bytes behind those that are there.
	 * @param channel what to read from
	 * @param buffer the bytes, ready to be read
	 * @throws IOException if the other side ended
	 */
	static void readMore(SocketChannel channel, ByteBuffer buffer) throws IOException {
		buffer.compact();
		int count = channel.read(buffer);
		buffer.flip();
		if (count < 0) {
			throw new EOFException();
		}
	}

	/**
	 * What follows a handshake.
	 */
	@FunctionalInterface
	interface Conversation {

		/**
		 * Talk until one side ends.
		 * @param channel the connection, blocking
		 * @param client who is there
		 * @param received what was received already, ready to be read
		 * @throws IOException if the other side ended
		 */
		void talk(SocketChannel channel, MemberId client, ByteBuffer received) throws IOException;

	}

}
