package io.github.spreadspring.daemon;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.nio.AbstractNioChannel;

/**
 * A {@link Connection} over a TCP or Unix domain channel. The queue is the channel's own.
 */
final class NettyConnection implements Connection {

	private final Channel channel;

	private final String peer;

	private final Backlog backlog;

	NettyConnection(Channel channel, String peer) {
		this.channel = channel;
		this.backlog = new Backlog(channel);
		this.peer = peer;
	}

	@Override
	public void write(ByteBuf frames, int count) {
		ByteBuf shared = frames.retainedDuplicate();
		this.backlog.written(shared, count);
		this.channel.write(shared, this.channel.voidPromise());
	}

	@Override
	public void flush() {
		this.backlog.flushed();
		this.channel.flush();
	}

	@Override
	public void retry() {
		flush();
		// flush() alone does nothing while the channel waits to become writable
		((AbstractNioChannel.NioUnsafe) this.channel.unsafe()).forceFlush();
	}

	@Override
	public int backlog() {
		return this.backlog.frames();
	}

	@Override
	public long backlogBytes() {
		return this.backlog.bytes();
	}

	@Override
	public void setReading(boolean reading) {
		this.channel.config().setAutoRead(reading);
	}

	@Override
	public void close() {
		this.channel.close();
	}

	@Override
	public String peer() {
		return this.peer;
	}

}
