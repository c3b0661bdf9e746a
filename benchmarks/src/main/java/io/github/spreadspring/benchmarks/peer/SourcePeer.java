package io.github.spreadspring.benchmarks.peer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.github.spreadspring.protocol.ClientFrames;
import io.github.spreadspring.protocol.DaemonFrames;
import io.github.spreadspring.protocol.Frame;
import io.github.spreadspring.protocol.FrameHeader;
import io.github.spreadspring.protocol.GroupId;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.MembershipBody;
import io.github.spreadspring.protocol.MembershipCause;

/**
 * Waits for a join, confirms it, and sends prebuilt messages in large writes as fast as
 * they are taken.
 */
public final class SourcePeer implements Peer {

	private static final ByteOrder ORDER = ByteOrder.nativeOrder();

	private final PeerSettings settings;

	private final AtomicLong sent = new AtomicLong();

	private final HandshakeServer server;

	/**
	 * Create a source.
	 * @param settings where to listen, and what to send
	 */
	public SourcePeer(PeerSettings settings) {
		this.settings = settings;
		this.server = new HandshakeServer(settings.address(), this::pour);
	}

	@Override
	public void open() throws IOException {
		this.server.start();
	}

	private void pour(SocketChannel channel, MemberId client, ByteBuffer received) throws IOException {
		Frame join = readFrame(channel, received);
		String group = join.groups().get(0);
		channel.write(view(client, group).toBytes());
		Frame message = ClientFrames.multicast(MemberId.of("source", "benchmark"), this.settings.service(), false,
				List.of(group), (short) 0, new byte[this.settings.size()], ORDER);
		int size = message.toBytes().remaining();
		int count = HandshakeServer.BUFFER / size;
		ByteBuffer messages = ByteBuffer.allocateDirect(count * size);
		while (messages.hasRemaining()) {
			messages.put(message.toBytes());
		}
		while (true) {
			messages.flip();
			while (messages.hasRemaining()) {
				channel.write(messages);
			}
			this.sent.getAndAdd(count);
		}
	}

	private static Frame readFrame(SocketChannel channel, ByteBuffer received) throws IOException {
		while (received.remaining() < FrameHeader.SIZE) {
			HandshakeServer.readMore(channel, received);
		}
		FrameHeader header = FrameHeader.read(received);
		while (received.remaining() < header.remainderLength()) {
			HandshakeServer.readMore(channel, received);
		}
		return Frame.read(header, received);
	}

	private static Frame view(MemberId client, String group) {
		GroupId groupId = new GroupId(1, 1, 1);
		return DaemonFrames.membership(MembershipCause.JOIN, group, List.of(client.toString()),
				MembershipBody.ofChange(groupId, client.toString()), ORDER);
	}

	@Override
	public long messages() {
		return this.sent.get();
	}

	@Override
	public void close() {
		this.server.close();
	}

}
