package io.github.spreadspring.daemon;

import java.util.concurrent.CompletionStage;

import io.github.spreadspring.protocol.MemberId;

/**
 * The way to a client for a {@link ServerAuthentication}, until that one has answered.
 * Can be used from any thread.
 */
public interface ServerDialogue {

	/**
	 * Most bytes that can be read at once, and that a client may send unasked.
	 */
	int MAX_LENGTH = 64 * 1024;

	/**
	 * Return who the client wants to be.
	 * @return the private group it gets when it is taken in
	 */
	MemberId client();

	/**
	 * Receive bytes, in however many pieces they come. One read at a time.
	 * @param length how many, 0 to {@value #MAX_LENGTH}
	 * @return completes on the daemon's thread with exactly so many, or with a
	 * {@link java.util.concurrent.CancellationException} when the handshake is over
	 * before
	 * @throws IllegalArgumentException if the length is not allowed
	 * @throws IllegalStateException if the read before has not completed
	 */
	CompletionStage<byte[]> read(int length);

	/**
	 * Send bytes; without effect when the handshake is over.
	 * @param bytes the bytes, copied
	 */
	void write(byte... bytes);

}
