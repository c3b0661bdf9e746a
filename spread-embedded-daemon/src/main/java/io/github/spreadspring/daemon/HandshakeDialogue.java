package io.github.spreadspring.daemon;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

import io.github.spreadspring.protocol.MemberId;

/**
 * The dialogue of one authentication method with one client. What is not part of the
 * public interface is used by the event loop only.
 */
final class HandshakeDialogue implements ServerDialogue {

	private final ChannelHandlerContext context;

	private final MemberId client;

	private final ByteBuf received;

	private final AtomicReference<@Nullable Read> pending = new AtomicReference<>();

	private boolean closed;

	/**
	 * Begin a dialogue.
	 * @param context the way to the client
	 * @param client who the client wants to be
	 * @param received what has arrived and was not read yet; read from, not owned
	 */
	HandshakeDialogue(ChannelHandlerContext context, MemberId client, ByteBuf received) {
		this.context = context;
		this.client = client;
		this.received = received;
	}

	@Override
	public MemberId client() {
		return this.client;
	}

	@Override
	public CompletionStage<byte[]> read(int length) {
		if (length < 0 || length > MAX_LENGTH) {
			throw new IllegalArgumentException(
					"Reading %d bytes at once is not allowed: 0 to %d are".formatted(length, MAX_LENGTH));
		}
		Read read = new Read(length, new CompletableFuture<>());
		if (!this.pending.compareAndSet(null, read)) {
			throw new IllegalStateException("A read has not completed yet: one at a time is allowed");
		}
		if (!onLoop(this::advance)) {
			read.result().cancel(false);
		}
		return read.result();
	}

	@Override
	public void write(byte... bytes) {
		ByteBuf copy = Unpooled.copiedBuffer(bytes);
		onLoop(() -> {
			if (!this.closed) {
				this.context.writeAndFlush(copy);
			}
		});
	}

	/**
	 * Do something on the event loop: now if this is it.
	 * @param task what to do
	 * @return {@code false} if the daemon has stopped, and nothing is done
	 */
	boolean onLoop(Runnable task) {
		try {
			if (this.context.executor().inEventLoop()) {
				task.run();
			}
			else {
				this.context.executor().execute(task);
			}
			return true;
		}
		catch (RejectedExecutionException ex) {
			return false;
		}
	}

	/**
	 * Complete a read if enough has arrived for it.
	 */
	void advance() {
		Read read = this.pending.get();
		if (read == null) {
			return;
		}
		if (this.closed) {
			read.result().cancel(false);
		}
		else if (this.received.readableBytes() >= read.length()) {
			byte[] bytes = new byte[read.length()];
			this.received.readBytes(bytes);
			this.pending.set(null);
			read.result().complete(bytes);
		}
	}

	/**
	 * End the dialogue; a read that waits is cancelled.
	 */
	void close() {
		this.closed = true;
		advance();
	}

	/**
	 * Bytes that are waited for.
	 *
	 * @param length how many
	 * @param result completes with them
	 */
	private record Read(int length, CompletableFuture<byte[]> result) {
	}

}
