package io.github.spreadspring.client.libspread;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.BufferTooShortException;
import io.github.spreadspring.client.transport.ArrivalRate;
import io.github.spreadspring.protocol.ErrorCode;
import io.github.spreadspring.protocol.Frame;
import io.github.spreadspring.protocol.MalformedFrameException;

/**
 * Takes messages out of libspread. For the thread that holds the lock for receiving.
 */
final class NativeReceiver {

	private static final int NOTHING = -1;

	private final NativeMailbox mailbox;

	private final ReceiveArea area = new ReceiveArea();

	/** Length of the body that waits in the area, for a caller with enough room. */
	private int held = NOTHING;

	/** Bytes that are known to wait in the socket. */
	private int waiting;

	private final ArrivalRate rate = new ArrivalRate();

	/** Written by the thread that receives alone. */
	private final AtomicLong bytes = new AtomicLong();

	NativeReceiver(NativeMailbox mailbox) {
		this.mailbox = mailbox;
		mailbox.atEnd(this.area::close);
	}

	/**
	 * Whether {@link #next} has something to take. The operating system is asked once for
	 * all that has arrived, not before each message.
	 * @return {@code true} if a message has arrived, or has begun to; {@code false} also
	 * at the end
	 */
	boolean isBegun() {
		if (this.held == NOTHING && this.waiting <= 0) {
			this.waiting = this.mailbox.library().poll(this.mailbox.descriptor());
		}
		return this.held != NOTHING || this.waiting > 0;
	}

	/**
	 * Let messages gather, if many come in.
	 * @param remainingNanos how long the caller would wait at most
	 * @return whether some time has passed; {@code false} when the caller should wait
	 */
	boolean gather(long remainingNanos) {
		return this.rate.gather(remainingNanos);
	}

	/**
	 * Take a message. Waits inside of libspread for what has not arrived of it: to be
	 * called only when it has at least begun, or at the end.
	 * @param target where to put the body of anything but a membership message
	 * @return the message
	 * @throws IOException if the connection is no longer usable
	 * @throws BufferTooShortException if the target has not enough room; the message
	 * stays
	 * @throws MalformedFrameException if the daemon sent something that cannot be
	 * understood
	 */
	Frame next(@Nullable ByteBuffer target) throws IOException {
		if (this.held == NOTHING) {
			this.held = receive();
			int length = this.area.wireLength(this.held);
			this.waiting = Math.max(0, this.waiting - length);
			this.rate.addFrame();
			this.rate.addBytes(length);
			this.bytes.lazySet(this.bytes.getPlain() + length);
		}
		if (target != null && !this.area.type().isMembership() && target.remaining() < this.held) {
			throw new BufferTooShortException(this.held, target.remaining());
		}
		Frame frame = this.area.frame(this.held, target);
		this.held = NOTHING;
		return frame;
	}

	/**
	 * Return how much has been taken. For any thread.
	 * @return the number of bytes of whole messages
	 */
	long bytes() {
		return this.bytes.get();
	}

	private int receive() throws IOException {
		while (true) {
			this.area.reset();
			this.mailbox.stepReceiving();
			int result = this.mailbox.library().receive(this.mailbox.descriptor(), this.area);
			this.mailbox.stepReceiving();
			if (result >= 0) {
				return result;
			}
			ErrorCode code = ErrorCode.of(result);
			boolean tooShort = code == ErrorCode.BUFFER_TOO_SHORT || code == ErrorCode.GROUPS_TOO_SHORT;
			// libspread keeps the header of what does not fit, where poll cannot see it:
			// it has to be asked again at once, and with room enough
			if (!tooShort || !this.area.grow()) {
				throw failure(code, result);
			}
		}
	}

	private static IOException failure(@Nullable ErrorCode code, int result) {
		if (code == ErrorCode.CONNECTION_CLOSED || code == ErrorCode.NET_ERROR_ON_SESSION) {
			return new EOFException("the daemon closed the connection");
		}
		if (code == ErrorCode.ILLEGAL_MESSAGE) {
			throw new MalformedFrameException("Frame with a negative length, as libspread says");
		}
		return new IOException("receiving failed with error %d of libspread (%s)".formatted(result,
				(code != null) ? code : "unknown"));
	}

}
