package io.github.spreadspring.daemon;

import java.util.ArrayDeque;
import java.util.Queue;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;

/**
 * Counts the frames that were written to a channel and that its socket has not taken. The
 * channel itself only knows of how many buffers they are in.
 */
final class Backlog {

	private final Channel channel;

	/** At least those buffers that are not completely written. */
	private final Queue<Portion> portions = new ArrayDeque<>();

	private int frames;

	private int unflushed;

	Backlog(Channel channel) {
		this.channel = channel;
	}

	/**
	 * Take in that frames were written to the channel.
	 * @param bytes the very buffer that the channel has
	 * @param count how many frames are in it
	 */
	void written(ByteBuf bytes, int count) {
		this.portions.add(new Portion(bytes, count));
		this.frames += count;
		this.unflushed++;
	}

	/**
	 * Take in that the channel is flushed.
	 */
	void flushed() {
		this.unflushed = 0;
	}

	/**
	 * Return how many frames the socket has not taken; one that it has taken in part
	 * counts.
	 * @return the number of frames
	 */
	int frames() {
		ChannelOutboundBuffer flushed = this.channel.unsafe().outboundBuffer();
		int left = (flushed != null) ? flushed.size() + this.unflushed : 0;
		while (this.portions.size() > left) {
			this.frames -= this.portions.remove().frames;
		}
		Portion head = this.portions.peek();
		if (head != null && flushed != null && flushed.current() == head.bytes) {
			this.frames -= head.advance();
		}
		return this.frames;
	}

	/**
	 * Return how much memory waits for the socket: all buffers that it has not taken
	 * completely.
	 * @return the number of bytes, with a little for the bookkeeping of each buffer
	 */
	long bytes() {
		ChannelOutboundBuffer buffers = this.channel.unsafe().outboundBuffer();
		return (buffers != null) ? buffers.totalPendingWriteBytes() : 0;
	}

	/**
	 * A buffer with frames. Not to be looked into when the channel does not have it any
	 * more.
	 */
	private static final class Portion {

		private final ByteBuf bytes;

		/** Where the first frame begins that the socket has not taken. */
		private int index;

		private int frames;

		Portion(ByteBuf bytes, int frames) {
			this.bytes = bytes;
			this.index = bytes.readerIndex();
			this.frames = frames;
		}

		/**
		 * Go behind the frames that the socket has taken.
		 * @return how many they are since the last call
		 */
		int advance() {
			int before = this.frames;
			// a buffer that is completely written is dropped by the channel
			while (this.frames > 1) {
				int end = this.index + FrameRun.lengthOfFrame(this.bytes, this.index);
				if (end > this.bytes.readerIndex()) {
					break;
				}
				this.index = end;
				this.frames--;
			}
			return before - this.frames;
		}

	}

}
