package io.github.spreadspring.daemon;

import io.netty.buffer.ByteBuf;

/**
 * The way to one client, as the sequencer sees it. Used by the event loop only.
 */
interface Connection {

	/**
	 * Queue frames for the client.
	 * @param frames the frames, shared with other receivers
	 * @param count how many they are
	 */
	void write(ByteBuf frames, int count);

	/**
	 * Hand what is queued to the socket, as far as it takes it.
	 */
	void flush();

	/**
	 * Try the socket again even though it was full when last asked.
	 */
	void retry();

	/**
	 * Return how many frames are queued; one that was written in part counts.
	 * @return the number of frames
	 */
	int backlog();

	/**
	 * Return how much is queued; buffers that were written in part count.
	 * @return the number of bytes
	 */
	long backlogBytes();

	/**
	 * Stop or resume reading from the client, so that it feels back-pressure.
	 * @param reading whether to read
	 */
	void setReading(boolean reading);

	/**
	 * Drop what is queued and close, possibly in the middle of a frame.
	 */
	void close();

	/**
	 * Close in the middle of the next frame that is written.
	 * @param cut whether to
	 */
	void setCutNext(boolean cut);

	/**
	 * Return who is at the other end, for log lines.
	 * @return the address of the client
	 */
	String peer();

}
