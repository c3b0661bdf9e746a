package io.github.spreadspring.client.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.SendNotStartedException;
import io.github.spreadspring.client.transport.Deadline;
import io.github.spreadspring.client.transport.SendTurn;

/**
 * Writes whole frames, one sender after the other. A sender that is interrupted or out of
 * time gives up only before the first byte of its frame; half a frame would end the
 * session for all.
 */
final class FrameWriter implements AutoCloseable {

	/** Grows to the longest frame sent, at most 143 KB. */
	private static final int CAPACITY = 64 * 1024;

	private final SocketChannel channel;

	private final SendTurn turn = new SendTurn();

	private volatile @Nullable Selector selector;

	private final Duration stallTimeout;

	/** Direct, so that the operating system takes the bytes without another copy. */
	private ByteBuffer buffer = ByteBuffer.allocateDirect(CAPACITY);

	/**
	 * Create a writer.
	 * @param channel where to write, not blocking
	 * @param stallTimeout how long half a frame may be stuck before the connection is
	 * given up
	 */
	FrameWriter(SocketChannel channel, Duration stallTimeout) {
		this.channel = channel;
		this.stallTimeout = stallTimeout;
	}

	/**
	 * Write frames, as many as fit into the buffer with one step.
	 * @param frames the frames
	 * @param timeout how long to wait for the turn and the first byte, and again for the
	 * first byte of each further step
	 * @throws IOException if the connection is no longer usable, also because half a
	 * frame is stuck in it
	 * @throws SendNotStartedException if the time is over or the thread interrupted
	 * before the first byte of a step
	 */
	void write(FrameBatch frames, Duration timeout) throws IOException {
		Deadline deadline = Deadline.in(timeout);
		this.turn.take(deadline);
		int sent = 0;
		try {
			while (sent < frames.size()) {
				int next = fill(frames, sent);
				writeAll(this.buffer, (sent == 0) ? deadline : Deadline.in(timeout));
				sent = next;
			}
		}
		catch (SendNotStartedException ex) {
			throw SendTurn.after(ex, sent, frames.size());
		}
		catch (ClosedSelectorException ex) {
			throw new IOException("closed by another thread");
		}
		finally {
			this.turn.release();
		}
	}

	/**
	 * Fill the buffer with whole frames.
	 * @param frames the frames
	 * @param first index of the first one
	 * @return index of the first one that is not in the buffer
	 */
	private int fill(FrameBatch frames, int first) {
		if (this.buffer.capacity() < frames.length(first)) {
			this.buffer = ByteBuffer.allocateDirect(frames.length(first));
		}
		this.buffer.clear();
		int next = first;
		do {
			frames.write(next++, this.buffer);
		}
		while (next < frames.size() && frames.length(next) <= this.buffer.remaining());
		this.buffer.flip();
		return next;
	}

	private void writeAll(ByteBuffer frame, Deadline firstByte) throws IOException {
		Deadline deadline = firstByte;
		boolean interrupted = false;
		try {
			if (this.channel.write(frame) > 0 && frame.hasRemaining()) {
				deadline = Deadline.in(this.stallTimeout);
			}
			while (frame.hasRemaining()) {
				boolean begun = frame.position() > 0;
				awaitWritable(remaining(deadline, begun));
				// a selector returns at once as long as the thread is interrupted
				interrupted |= Thread.interrupted();
				if (interrupted && !begun) {
					throw SendTurn.interrupted();
				}
				if (this.channel.write(frame) > 0) {
					deadline = Deadline.in(this.stallTimeout);
				}
			}
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private static long remaining(Deadline deadline, boolean begun) throws IOException {
		long remaining = deadline.remainingMillis();
		if (remaining > 0) {
			return remaining;
		}
		if (begun) {
			throw new IOException("the daemon took nothing more of a message half sent for " + deadline);
		}
		throw SendTurn.timedOut(deadline);
	}

	private void awaitWritable(long millis) throws IOException {
		Selector selector = this.selector;
		if (selector == null) {
			selector = Selector.open();
			try {
				this.channel.register(selector, SelectionKey.OP_WRITE);
			}
			catch (IOException ex) {
				selector.close();
				throw ex;
			}
			this.selector = selector;
			if (!this.channel.isOpen()) {
				// closed meanwhile, when there was no selector to close yet
				selector.close();
			}
		}
		selector.select(millis);
		selector.selectedKeys().clear();
	}

	/**
	 * Release what belongs to this writer, once the channel is closed.
	 */
	@Override
	public void close() throws IOException {
		Selector selector = this.selector;
		if (selector != null) {
			selector.close();
		}
	}

}
