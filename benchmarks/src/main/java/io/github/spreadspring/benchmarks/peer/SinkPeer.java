package io.github.spreadspring.benchmarks.peer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicLong;

import io.github.spreadspring.protocol.FrameHeader;
import io.github.spreadspring.protocol.MemberId;

/**
 * Counts the frames it gets and does nothing with them.
 */
final class SinkPeer implements Peer {

	private static final int GROUP_COUNT_OFFSET = 36;

	private static final int BODY_LENGTH_OFFSET = 44;

	private static final int NAME_SIZE = 32;

	private final AtomicLong frames = new AtomicLong();

	private final HandshakeServer server;

	SinkPeer(PeerSettings settings) {
		this.server = new HandshakeServer(settings.address(), this::swallow);
	}

	@Override
	public void open() throws IOException {
		this.server.start();
	}

	private void swallow(SocketChannel channel, MemberId client, ByteBuffer received) throws IOException {
		while (received.remaining() < FrameHeader.SIZE) {
			HandshakeServer.readMore(channel, received);
		}
		received.order(FrameHeader.read(received.duplicate()).order());
		while (true) {
			this.frames.getAndAdd(count(received));
			HandshakeServer.readMore(channel, received);
		}
	}

	/**
	 * Pass over all complete frames.
	 * @param received the bytes, ready to be read
	 * @return the number of frames
	 */
	private static long count(ByteBuffer received) {
		int position = received.position();
		int limit = received.limit();
		long count = 0;
		while (limit - position >= FrameHeader.SIZE) {
			int next = position + FrameHeader.SIZE + received.getInt(position + GROUP_COUNT_OFFSET) * NAME_SIZE
					+ received.getInt(position + BODY_LENGTH_OFFSET);
			if (next > limit) {
				break;
			}
			position = next;
			count++;
		}
		received.position(position);
		return count;
	}

	@Override
	public long messages() {
		return this.frames.get();
	}

	@Override
	public void close() {
		this.server.close();
	}

}
