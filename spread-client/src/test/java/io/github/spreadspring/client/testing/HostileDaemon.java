package io.github.spreadspring.client.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.protocol.AcceptReply;
import io.github.spreadspring.protocol.AuthenticationMethods;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.SpreadVersion;

/**
 * Says to each client what a test wants and closes the connection, thousands of times.
 * Over a Unix domain socket, which unlike TCP does not run out of ports.
 */
public final class HostileDaemon implements AutoCloseable {

	/** Of a client with the name alice. */
	private static final int REQUEST_SIZE = 10;

	private final int port = FreePorts.next();

	private final Path path = FreePorts.unixSocket(this.port);

	private final ServerSocketChannel server;

	private final Supplier<Script> scripts;

	private HostileDaemon(Supplier<Script> scripts) throws IOException {
		this.scripts = scripts;
		this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
		this.server.bind(UnixDomainSocketAddress.of(this.path));
		Thread thread = new Thread(this::serve, "hostile-daemon");
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * Start a daemon.
	 * @param scripts tells what to say to the next client
	 * @return the daemon
	 */
	public static HostileDaemon start(Supplier<Script> scripts) {
		try {
			return new HostileDaemon(scripts);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public ConnectionSettings settings() {
		return ConnectionSettings.of(Integer.toString(this.port)).privateName("alice").connectTimeout(Mailbox.PATIENCE);
	}

	private void serve() {
		while (this.server.isOpen()) {
			try (SocketChannel client = this.server.accept()) {
				Script current = this.scripts.get();
				read(client, REQUEST_SIZE);
				write(client, current.offer());
				if (current.reply().length == 0) {
					client.shutdownOutput();
					continue;
				}
				read(client, AuthenticationMethods.CHOICE_SIZE);
				write(client, current.reply());
				for (byte[] segment : current.segments()) {
					write(client, segment);
				}
				client.shutdownOutput();
				// else what the client has not read yet could be lost with the reset
				while (client.read(ByteBuffer.allocate(1024)) >= 0) {
					continue;
				}
			}
			catch (IOException ex) {
				// the client went away, or the test is over
			}
		}
	}

	private static void write(SocketChannel client, byte[] bytes) throws IOException {
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		while (buffer.hasRemaining()) {
			client.write(buffer);
		}
	}

	private static void read(SocketChannel client, int length) throws IOException {
		ByteBuffer buffer = ByteBuffer.allocate(length);
		while (buffer.hasRemaining()) {
			if (client.read(buffer) < 0) {
				throw new IOException("The client went away");
			}
		}
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		Files.deleteIfExists(this.path);
	}

	/**
	 * What a client is told.
	 *
	 * @param offer the offer of authentication methods
	 * @param reply the accept reply; empty if there is nothing more to say
	 * @param segments what follows
	 */
	public record Script(byte[] offer, byte[] reply, List<byte[]> segments) {

		/** The offer of a daemon that means no harm. */
		public static final byte[] OFFER = AuthenticationMethods.NULL.toOffer().array();

		/** The reply of a daemon that means no harm. */
		public static final byte[] REPLY = new AcceptReply(SpreadVersion.CURRENT, MemberId.of("alice", "hostile"))
			.toBytes(SpreadVersion.CURRENT)
			.array();

		/**
		 * Make a script that begins well.
		 * @param segments what follows the handshake
		 */
		public Script(List<byte[]> segments) {
			this(OFFER, REPLY, segments);
		}

	}

}
