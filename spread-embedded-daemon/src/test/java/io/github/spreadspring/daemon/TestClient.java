package io.github.spreadspring.daemon;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.protocol.AcceptReply;
import io.github.spreadspring.protocol.AuthenticationMethods;
import io.github.spreadspring.protocol.ClientFrames;
import io.github.spreadspring.protocol.ConnectRequest;
import io.github.spreadspring.protocol.Frame;
import io.github.spreadspring.protocol.FrameHeader;
import io.github.spreadspring.protocol.FrameType;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.MessageHint;
import io.github.spreadspring.protocol.ServiceType;
import io.github.spreadspring.protocol.SpreadVersion;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client without any cleverness: a socket, and frames in and out.
 */
final class TestClient implements AutoCloseable {

	private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

	private final SocketChannel channel;

	private @Nullable MemberId id;

	private TestClient(SocketAddress address, int receiveBuffer) throws IOException {
		this.channel = (address instanceof UnixDomainSocketAddress) ? SocketChannel.open(StandardProtocolFamily.UNIX)
				: SocketChannel.open();
		if (receiveBuffer > 0) {
			this.channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
		}
		this.channel.connect(address);
	}

	/**
	 * Open a connection and say nothing.
	 */
	static TestClient open(EmbeddedSpreadDaemon daemon) throws IOException {
		return open(daemon, 0);
	}

	private static TestClient open(EmbeddedSpreadDaemon daemon, int receiveBuffer) throws IOException {
		return new TestClient(new InetSocketAddress(InetAddress.getLoopbackAddress(), daemon.port()), receiveBuffer);
	}

	static TestClient open(Path unixSocket) throws IOException {
		return new TestClient(UnixDomainSocketAddress.of(unixSocket), 0);
	}

	static TestClient connect(EmbeddedSpreadDaemon daemon, String name) throws IOException {
		return open(daemon).handshake(name, true);
	}

	static TestClient connectWithoutMembership(EmbeddedSpreadDaemon daemon, String name) throws IOException {
		return open(daemon).handshake(name, false);
	}

	static TestClient connectWithSmallBuffer(EmbeddedSpreadDaemon daemon, String name) throws IOException {
		return open(daemon, 4096).handshake(name, true);
	}

	TestClient handshake(String name, boolean membership) throws IOException {
		send(new ConnectRequest(SpreadVersion.CURRENT, membership, false, name).toBytes());
		byte[] offer = read(read(1)[0]);
		if (!AuthenticationMethods.ofOffer(offer).names().contains("NULL")) {
			throw new IOException("No NULL authentication offered");
		}
		send(AuthenticationMethods.NULL.toChoice());
		byte[] reply = read(5);
		byte[] group = read(reply[4]);
		ByteBuffer whole = ByteBuffer.allocate(reply.length + group.length).put(reply).put(group).flip();
		this.id = AcceptReply.read(whole, SpreadVersion.CURRENT).privateGroup();
		return this;
	}

	/**
	 * Say who this is after a handshake by hand.
	 */
	TestClient as(String privateGroup) {
		this.id = MemberId.of(privateGroup);
		return this;
	}

	MemberId id() {
		if (this.id == null) {
			throw new IllegalStateException("No handshake yet");
		}
		return this.id;
	}

	TestClient join(String group) throws IOException {
		return command(FrameType.JOIN, group);
	}

	/**
	 * Join and take the answer, so that the join is known to have its place in the order.
	 */
	TestClient joined(String group) throws IOException {
		join(group);
		receive();
		return this;
	}

	TestClient leave(String group) throws IOException {
		return command(FrameType.LEAVE, group);
	}

	TestClient kill() throws IOException {
		return command(FrameType.KILL, id().toString());
	}

	private TestClient command(int type, String group) throws IOException {
		return send(new Frame(ORDER, new FrameType(type), id().toString(), List.of(group),
				new MessageHint((short) 0, ORDER), new byte[0])
			.toBytes());
	}

	TestClient multicast(String group, String text) throws IOException {
		return multicast(List.of(group), text.getBytes());
	}

	TestClient multicast(List<String> groups, byte[] body) throws IOException {
		return send(new Frame(ORDER, FrameType.message(ServiceType.AGREED, false), id().toString(), groups,
				new MessageHint((short) 0, ORDER), body)
			.toBytes());
	}

	TestClient multicast(ServiceType service, String group, String text) throws IOException {
		return multicast(service, List.of(group), text);
	}

	TestClient multicast(ServiceType service, List<String> groups, String text) throws IOException {
		return send(ClientFrames.multicast(id(), service, false, groups, (short) 0, text.getBytes(), ORDER).toBytes());
	}

	TestClient discardingSelf(String group, String text) throws IOException {
		return send(ClientFrames
			.multicast(id(), ServiceType.AGREED, true, List.of(group), (short) 0, text.getBytes(), ORDER)
			.toBytes());
	}

	TestClient send(byte[] bytes) throws IOException {
		return send(ByteBuffer.wrap(bytes));
	}

	TestClient send(ByteBuffer bytes) throws IOException {
		while (bytes.hasRemaining()) {
			this.channel.write(bytes);
		}
		return this;
	}

	TestClient sendInPieces(byte[] bytes) throws IOException {
		for (byte piece : bytes) {
			send(new byte[] { piece });
		}
		return this;
	}

	byte[] read(int length) throws IOException {
		ByteBuffer bytes = ByteBuffer.allocate(length);
		while (bytes.hasRemaining()) {
			if (this.channel.read(bytes) < 0) {
				throw new EOFException("%d of %d bytes".formatted(bytes.position(), length));
			}
		}
		return bytes.array();
	}

	byte[] receiveBytes() throws IOException {
		byte[] header = read(FrameHeader.SIZE);
		byte[] rest = read(FrameHeader.read(ByteBuffer.wrap(header)).remainderLength());
		return ByteBuffer.allocate(header.length + rest.length).put(header).put(rest).array();
	}

	Frame receive() throws IOException {
		return Frame.read(ByteBuffer.wrap(receiveBytes()));
	}

	String receiveText() throws IOException {
		Frame frame = receive();
		if (!frame.type().isRegular()) {
			throw new IllegalStateException("Not a message: " + frame);
		}
		return new String(frame.body());
	}

	/**
	 * Whether nothing has arrived that was not read.
	 */
	boolean isSilent() throws IOException {
		return available() == 0;
	}

	int available() throws IOException {
		return this.channel.socket().getInputStream().available();
	}

	/**
	 * Read to the end of the connection, whether it is closed or reset.
	 * @return what was read
	 */
	byte[] readToEnd() {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		ByteBuffer piece = ByteBuffer.allocate(64 * 1024);
		try {
			while (this.channel.read(piece) >= 0) {
				all.write(piece.array(), 0, piece.position());
				piece.clear();
			}
		}
		catch (IOException ex) {
			assertThat(ex).hasMessageContaining("reset");
		}
		return all.toByteArray();
	}

	void halfClose() throws IOException {
		this.channel.shutdownOutput();
	}

	/**
	 * Close so that the other end sees a reset.
	 */
	void reset() throws IOException {
		this.channel.setOption(StandardSocketOptions.SO_LINGER, 0);
		this.channel.close();
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
	}

}
