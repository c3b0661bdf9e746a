package io.github.spreadspring.daemon;

import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.nio.AbstractNioChannel;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a connection and its socket when something is to go wrong there: holds
 * back what is written, for a time or until further notice, or cuts it off. Connections
 * without a fault have none.
 */
final class FaultGate extends ChannelOutboundHandlerAdapter {

	private final Deque<Held> held = new ArrayDeque<>();

	private @Nullable ChannelHandlerContext context;

	private boolean frozen;

	private long delayNanos;

	private boolean cutNext;

	private boolean cut;

	/** Whether to close after half a frame, as soon as no longer frozen. */
	private boolean closing;

	private @Nullable ScheduledFuture<?> timer;

	@Override
	public void handlerAdded(ChannelHandlerContext context) {
		this.context = context;
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext context) {
		this.context = null;
		this.held.forEach((each) -> drop(each.message(), each.promise()));
		this.held.clear();
	}

	@Override
	public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
		if (this.cut) {
			drop(message, promise);
		}
		else if (this.cutNext && message instanceof ByteBuf frames) {
			this.cut = true;
			int length = FrameRun.lengthOfFrame(frames, frames.readerIndex());
			ByteBuf half = frames.readRetainedSlice(length / 2);
			frames.release();
			pass(context, half, context.newPromise().addListener((future) -> closeUnlessFrozen()));
			context.channel().flush();
		}
		else {
			pass(context, message, promise);
		}
	}

	/**
	 * Close after half a frame. What is taken back from the socket by {@link #freeze()}
	 * completes as well, but is not yet with the client.
	 */
	private void closeUnlessFrozen() {
		this.closing = this.frozen;
		if (!this.frozen && this.context != null) {
			this.context.channel().close();
		}
	}

	private void pass(ChannelHandlerContext context, Object message, ChannelPromise promise) {
		if (!this.frozen && this.delayNanos == 0 && this.held.isEmpty()) {
			context.write(message, promise);
			return;
		}
		long due = System.nanoTime() + this.delayNanos;
		Held last = this.held.peekLast();
		if (last != null && last.due() - due > 0) {
			due = last.due();
		}
		this.held.add(new Held(message, promise, due));
		schedule();
	}

	@Override
	public void flush(ChannelHandlerContext context) {
		if (!this.frozen) {
			context.flush();
		}
	}

	/**
	 * Hold everything back, also what was written before and the socket has not taken.
	 */
	void freeze() {
		this.frozen = true;
		ChannelHandlerContext to = this.context;
		ChannelOutboundBuffer pending = (to != null) ? to.channel().unsafe().outboundBuffer() : null;
		if (to == null || pending == null || pending.isEmpty()) {
			return;
		}
		List<Object> taken = new ArrayList<>();
		while (pending.current() != null) {
			taken.add(ReferenceCountUtil.retain(pending.current()));
			pending.remove();
		}
		long now = System.nanoTime();
		for (int i = taken.size() - 1; i >= 0; i--) {
			this.held.addFirst(new Held(taken.get(i), to.voidPromise(), now));
		}
		// the channel waits for its socket to become writable until it has written
		// something
		to.write(Unpooled.EMPTY_BUFFER);
		to.flush();
		((AbstractNioChannel.NioUnsafe) to.channel().unsafe()).forceFlush();
	}

	void thaw() {
		this.frozen = false;
		release();
		ChannelHandlerContext to = this.context;
		if (to != null && this.closing) {
			to.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
		}
	}

	/**
	 * Hold everything back for a time.
	 * @param nanos how long; with 0 what is held goes out at once
	 */
	void delay(long nanos) {
		this.delayNanos = nanos;
		if (nanos == 0) {
			long now = System.nanoTime();
			List<Held> all = List.copyOf(this.held);
			this.held.clear();
			all.forEach((each) -> this.held.add(new Held(each.message(), each.promise(), now)));
			release();
		}
	}

	/**
	 * Close the connection in the middle of the next frame that is written.
	 * @param cut whether to
	 */
	void setCutNext(boolean cut) {
		this.cutNext = cut;
	}

	private void release() {
		long now = System.nanoTime();
		ChannelHandlerContext to = this.context;
		boolean written = false;
		while (to != null && !this.frozen && !this.held.isEmpty() && this.held.peek().due() - now <= 0) {
			Held first = this.held.remove();
			to.write(first.message(), first.promise());
			written = true;
		}
		if (to != null && written) {
			to.flush();
		}
		if (this.timer != null) {
			this.timer.cancel(false);
			this.timer = null;
		}
		schedule();
	}

	private void schedule() {
		Held first = this.held.peek();
		if (first != null && this.context != null && !this.frozen && this.timer == null) {
			this.timer = this.context.executor()
				.schedule(this::release, first.due() - System.nanoTime(), TimeUnit.NANOSECONDS);
		}
	}

	private static void drop(Object message, ChannelPromise promise) {
		ReferenceCountUtil.release(message);
		if (!promise.isVoid()) {
			promise.tryFailure(new ClosedChannelException());
		}
	}

	/**
	 * Something written that is held back.
	 *
	 * @param message what was written
	 * @param promise completes when the socket has it
	 * @param due when it goes out, as told by {@link System#nanoTime()}
	 */
	private record Held(Object message, ChannelPromise promise, long due) {
	}

}
