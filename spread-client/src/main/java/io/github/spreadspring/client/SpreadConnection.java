package io.github.spreadspring.client;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.SpreadMessage;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.SpreadVersion;

/**
 * One connection to one daemon, with one private name: a mailbox of the C API. It does
 * not come back when it is lost.
 * <p>
 * Any number of threads may send; one at a time receives, others wait. An interrupted or
 * timed-out thread never breaks the connection. Somebody has to keep receiving: a daemon
 * ends a connection for which 1000 messages wait (the default of Spread 5.0.1).
 */
public interface SpreadConnection extends AutoCloseable {

	/**
	 * Connect to a daemon.
	 * @param settings how to connect
	 * @return the connection
	 * @throws SpreadConnectException if no connection could be made; its subtype tells
	 * why. What an {@link AuthenticationMethod} of the application throws is passed on
	 * @throws NativeLibraryException if libspread was asked for and cannot be used
	 */
	static SpreadConnection open(ConnectionSettings settings) {
		return settings.transport().open(settings);
	}

	/**
	 * Return who we are; the destination at which others reach us.
	 * @return the private group
	 */
	MemberId privateGroup();

	/**
	 * Return the version of the daemon.
	 * @return the version, or {@code null} with {@link Transport#NATIVE}: libspread does
	 * not tell
	 */
	@Nullable SpreadVersion daemonVersion();

	/**
	 * Return where the daemon listens.
	 * @return the address this connection was opened with
	 */
	DaemonAddress address();

	/**
	 * Ask to be in a group. The answer is the first {@code ViewChanged} that contains
	 * {@link #privateGroup()}; there is none when we are in the group already.
	 * @param group the group, 1 to 31 characters from {@code $} to {@code ~}
	 * @throws io.github.spreadspring.protocol.IllegalNameException if the name is not
	 * allowed
	 * @throws ConnectionClosedException if the connection has ended
	 * @throws SendNotStartedException if the send time-out passed first
	 */
	void join(String group);

	/**
	 * Ask to be no longer in a group. The answer is {@code SelfLeft}; there is none when
	 * we are not in the group.
	 * @param group the group
	 * @throws io.github.spreadspring.protocol.IllegalNameException if the name is not
	 * allowed
	 * @throws ConnectionClosedException if the connection has ended
	 * @throws SendNotStartedException if the send time-out passed first
	 */
	void leave(String group);

	/**
	 * Send a message. Returns when the operating system has taken it; waits while the
	 * daemon takes nothing, up to the send time-out. When it takes nothing for 30 seconds
	 * in the middle of a message, the connection is given up.
	 * @param message the message
	 * @throws io.github.spreadspring.protocol.IllegalNameException if a destination is
	 * not allowed
	 * @throws io.github.spreadspring.protocol.IllegalDestinationsException without any or
	 * with more than 43 destinations
	 * @throws io.github.spreadspring.protocol.MessageTooLongException if body and
	 * destinations are above the limit
	 * @throws ConnectionClosedException if the connection has ended
	 * @throws SendNotStartedException if the send time-out passed, or the thread was
	 * interrupted, before anything was sent
	 */
	void multicast(OutboundMessage message);

	/**
	 * Send messages one behind the other, in as few steps as possible: for small messages
	 * several times as fast as sending each on its own. Returns when the operating system
	 * has taken all. Messages of other threads may come between them.
	 * <p>
	 * All are checked before anything is sent: one that is not allowed keeps all back.
	 * @param messages the messages
	 * @throws SendNotStartedException if the send time-out passed, or the thread was
	 * interrupted; {@link SendNotStartedException#sent()} tells how many messages were
	 * sent before that
	 * @see #multicast(OutboundMessage)
	 */
	void multicast(List<OutboundMessage> messages);

	/**
	 * Send messages one behind the other, with a time-out of their own.
	 * @param messages the messages
	 * @param timeout how long to wait while the daemon takes nothing, in place of that of
	 * the settings
	 * @throws SendNotStartedException if the time-out passed, or the thread was
	 * interrupted; {@link SendNotStartedException#sent()} tells how many messages were
	 * sent before that
	 * @see #multicast(List)
	 */
	void multicast(List<OutboundMessage> messages, Duration timeout);

	/**
	 * Receive the next message.
	 * @param timeout how long to wait; zero looks only at what has arrived
	 * @return the message, or {@code null} if none came in time
	 * @throws InterruptedException if the thread was interrupted; nothing is lost
	 * @throws ConnectionClosedException if the connection has ended
	 * @throws io.github.spreadspring.protocol.MalformedFrameException if the daemon sent
	 * something that cannot be understood; the connection has ended then
	 */
	@Nullable SpreadMessage receive(Duration timeout) throws InterruptedException;

	/**
	 * Receive the next message, however long it takes.
	 * @return the message
	 * @throws InterruptedException if the thread was interrupted; nothing is lost
	 * @throws ConnectionClosedException if the connection has ended
	 * @throws io.github.spreadspring.protocol.MalformedFrameException if the daemon sent
	 * something that cannot be understood; the connection has ended then
	 */
	SpreadMessage receive() throws InterruptedException;

	/**
	 * Receive the next message if it has arrived. Never waits for one to begin.
	 * @return the message, or {@code null} if none has arrived, or while another thread
	 * is receiving: what arrives is for that one
	 * @throws ConnectionClosedException if the connection has ended
	 * @throws io.github.spreadspring.protocol.MalformedFrameException if the daemon sent
	 * something that cannot be understood; the connection has ended then
	 */
	@Nullable SpreadMessage poll();

	/**
	 * Receive the next message, its body into a buffer of the caller instead of a new
	 * array: for programs that must not make garbage of large bodies.
	 * @param body where the body of a regular or rejected message is put, from its
	 * position on, which is advanced behind it. The message itself has an empty body
	 * then. Membership messages leave the buffer as it is
	 * @param timeout how long to wait; zero looks only at what has arrived
	 * @return the message, or {@code null} if none came in time
	 * @throws BufferTooShortException if the body does not fit; the message is still
	 * there and comes with the next call
	 * @throws InterruptedException if the thread was interrupted; nothing is lost
	 * @throws ConnectionClosedException if the connection has ended
	 * @throws io.github.spreadspring.protocol.MalformedFrameException if the daemon sent
	 * something that cannot be understood; the connection has ended then
	 */
	@Nullable SpreadMessage receive(ByteBuffer body, Duration timeout) throws InterruptedException;

	/**
	 * Return how much has come from the daemon: what grows shows that it is there, also
	 * while a long message is coming in.
	 * @return the number of bytes so far; with {@link Transport#NATIVE} those of whole
	 * messages only, since libspread does not tell before
	 */
	long bytesReceived();

	/**
	 * Whether the connection has not ended, as far as is known.
	 * @return {@code false} after {@link #close()}, {@link #kill()} or an error
	 */
	boolean isOpen();

	/**
	 * End the connection without telling the daemon, as if this program had crashed.
	 */
	void kill();

	/**
	 * Disconnect. Everything sent before is delivered; what was not received is dropped.
	 * Waits until the daemon has taken the goodbye, but no longer than a second.
	 */
	@Override
	void close();

}
