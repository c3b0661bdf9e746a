package io.github.spreadspring.client.libspread;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.function.IntUnaryOperator;

import com.sun.jna.Platform;

import io.github.spreadspring.client.SendNotStartedException;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.transport.Deadline;
import io.github.spreadspring.client.transport.SendTurn;
import io.github.spreadspring.protocol.ErrorCode;
import io.github.spreadspring.protocol.FrameType;
import io.github.spreadspring.protocol.NameField;
import io.github.spreadspring.protocol.SpreadLimits;

/**
 * Gives messages to libspread, one sender after the other. A sender that is interrupted
 * or out of time gives up only before libspread has begun. What is given has been checked
 * before: libspread itself lets through what crashes this process or the daemon.
 */
final class NativeSender {

	/**
	 * What fits for sure once Linux says that there is room: then at least a third of the
	 * 400 KB that libspread asks for is free. Elsewhere it may be no more than 2 KB.
	 */
	private static final int ROOM = Platform.isLinux() ? 64 * 1024 : 0;

	/** What a message costs in the socket beside its body. */
	private static final int COST = 3 * 1024;

	/** Above that, a packet of several messages made them no faster. */
	private static final int SMALL = 512;

	private static final int INITIAL_BODY = 16 * 1024;

	private final NativeMailbox mailbox;

	private final SpreadLibrary library;

	private final NativeMemory groups = new NativeMemory(SpreadLimits.MAX_GROUPS * NameField.SIZE);

	/** The destinations that are in {@link #groups}. */
	private List<String> destinations = List.of();

	/** What fits without asking the operating system again. */
	private int room;

	private NativeMemory body = new NativeMemory(INITIAL_BODY);

	NativeSender(NativeMailbox mailbox) {
		this.mailbox = mailbox;
		this.library = mailbox.library();
		mailbox.atEnd(() -> {
			this.groups.close();
			this.body.close();
		});
	}

	void join(String group, Duration timeout) throws IOException {
		send(timeout, 1, (index) -> 0, (index) -> this.library.join(this.mailbox.descriptor(), group));
	}

	void leave(String group, Duration timeout) throws IOException {
		send(timeout, 1, (index) -> 0, (index) -> this.library.leave(this.mailbox.descriptor(), group));
	}

	/**
	 * Send messages that have been checked.
	 * @param messages the messages
	 * @param timeout how long to wait for the turn and for room in the socket, and again
	 * for room before each further message
	 * @throws IOException if the connection is no longer usable
	 */
	void multicast(List<OutboundMessage> messages, Duration timeout) throws IOException {
		send(timeout, messages.size(), (index) -> messages.get(index).bodyLength(),
				(index) -> multicast(messages.get(index)));
	}

	/**
	 * Copy a message to where libspread can read it, its parts one behind the other:
	 * libspread would make a packet of each.
	 * @param message the message
	 * @return the result of libspread
	 */
	private int multicast(OutboundMessage message) {
		List<String> destinations = message.groups();
		if (destinations != this.destinations) {
			ByteBuffer names = this.groups.bytes().clear();
			destinations.forEach((name) -> NameField.write(names, name));
			this.destinations = destinations;
		}
		int length = message.bodyLength();
		if (length > this.body.size()) {
			this.body.close();
			this.body = new NativeMemory(Math.max(length, 2 * this.body.size()));
		}
		message.writeBody(this.body.bytes().clear());
		int type = FrameType.message(message.serviceType(), message.selfDiscard()).bits();
		return this.library.multicast(this.mailbox.descriptor(), type, destinations.size(), this.groups,
				message.messageType(), length, this.body);
	}

	private void send(Duration timeout, int count, IntUnaryOperator lengths, Call call) throws IOException {
		Deadline deadline = Deadline.in(timeout);
		this.mailbox.sending().take(deadline);
		int sent = 0;
		boolean heldBack = count > 1 && lengths.applyAsInt(0) <= SMALL && this.mailbox.isOpen()
				&& this.mailbox.holdBack(true);
		try {
			while (sent < count) {
				this.mailbox.requireOpen();
				this.room -= lengths.applyAsInt(sent) + COST;
				if (this.room <= 0) {
					awaitRoom((sent == 0) ? deadline : Deadline.in(timeout));
				}
				this.mailbox.stepSending();
				try {
					requireSent(call.send(sent));
				}
				finally {
					this.mailbox.stepSending();
				}
				sent++;
			}
		}
		catch (SendNotStartedException ex) {
			throw SendTurn.after(ex, sent, count);
		}
		finally {
			if (heldBack) {
				this.mailbox.holdBack(false);
			}
			this.mailbox.sending().release();
		}
	}

	private void awaitRoom(Deadline deadline) throws IOException {
		boolean room = this.mailbox.writable().awaitWritable(this.mailbox.descriptor(), 0);
		while (!room) {
			if (Thread.currentThread().isInterrupted()) {
				throw SendTurn.interrupted();
			}
			long remaining = deadline.remainingMillis();
			if (remaining == 0) {
				throw SendTurn.timedOut(deadline);
			}
			room = this.mailbox.writable().awaitWritable(this.mailbox.descriptor(), remaining);
			this.mailbox.requireOpen();
		}
		this.room = ROOM;
	}

	private static void requireSent(int result) throws IOException {
		if (result < 0) {
			ErrorCode code = ErrorCode.of(result);
			throw new IOException("sending failed: error %d of libspread (%s)".formatted(result,
					(code != null) ? code.description() : "unknown"));
		}
	}

	/**
	 * A call that sends one message.
	 */
	private interface Call {

		int send(int index);

	}

}
