package io.github.spreadspring.daemon;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.nio.AbstractNioChannel;

/**
 * A {@link Connection} over a TCP or Unix domain channel. Flushes are batched; the queue
 * is the channel's own.
 */
final class NettyConnection implements Connection {

	private static final int FLUSH_BATCH = 64;

	private final Channel channel;

	private final String peer;

	private int unflushed;

	NettyConnection(Channel channel, String peer) {
		this.channel = channel;
		this.peer = peer;
	}

	@Override
	public void write(ByteBuf frame) {
		this.channel.write(frame.retainedDuplicate(), this.channel.voidPromise());
		this.unflushed++;
		if (this.unflushed >= FLUSH_BATCH) {
			flush();
		}
	}

	@Override
	public void flush() {
		this.unflushed = 0;
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
		ChannelOutboundBuffer buffer = this.channel.unsafe().outboundBuffer();
		return (buffer != null) ? buffer.size() + this.unflushed : 0;
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
