package io.github.spreadspring.daemon;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.nio.AbstractNioChannel;
import io.netty.channel.socket.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Connection} over a TCP or Unix domain channel. The queue is the channel's own.
 */
final class NettyConnection implements Connection {

	private final Channel channel;

	private final String peer;

	private final Backlog backlog;

	private @Nullable FaultGate gate;

	private boolean reading = true;

	private boolean frozen;

	private int frozenBacklog;

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
		return this.frozen ? this.frozenBacklog : this.backlog.frames();
	}

	@Override
	public long backlogBytes() {
		return this.backlog.bytes();
	}

	@Override
	public void setReading(boolean reading) {
		this.reading = reading;
		if (this.channel.isOpen() && this.channel.isRegistered()) {
			this.channel.config().setAutoRead(reading && !this.frozen);
		}
	}

	/**
	 * Read nothing and write nothing, also not what was written before.
	 */
	void freeze() {
		flush();
		this.frozenBacklog = backlog();
		this.frozen = true;
		setReading(this.reading);
		gate().freeze();
	}

	void thaw() {
		this.frozen = false;
		gate().thaw();
		setReading(this.reading);
	}

	/**
	 * Let everything that is written from now on be late.
	 * @param nanos how late
	 */
	void delay(long nanos) {
		if (nanos > 0 || this.gate != null) {
			gate().delay(nanos);
		}
	}

	@Override
	public void setCutNext(boolean cut) {
		if (cut || this.gate != null) {
			gate().setCutNext(cut);
		}
	}

	/**
	 * Make {@link #close()} abrupt: the client sees a reset.
	 */
	void resetOnClose() {
		if (this.channel instanceof SocketChannel tcp && tcp.isOpen()) {
			tcp.config().setSoLinger(0);
		}
	}

	private FaultGate gate() {
		if (this.gate == null) {
			this.gate = new FaultGate();
			this.channel.pipeline().addFirst(this.gate);
		}
		return this.gate;
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
