package io.github.spreadspring.client.socket;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.ConnectionClosedException;
import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.SendNotStartedException;
import io.github.spreadspring.client.SpreadConnection;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.SpreadMessage;
import io.github.spreadspring.client.transport.Deadline;
import io.github.spreadspring.client.transport.MessageDecoder;
import io.github.spreadspring.protocol.AcceptReply;
import io.github.spreadspring.protocol.ClientFrames;
import io.github.spreadspring.protocol.Frame;
import io.github.spreadspring.protocol.MalformedFrameException;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.MulticastHead;
import io.github.spreadspring.protocol.SpreadException;
import io.github.spreadspring.protocol.SpreadVersion;

/**
 * A connection in pure Java. The channel is never blocking: an interrupt would close a
 * blocking one.
 */
final class SocketConnection implements SpreadConnection {

	private static final Logger logger = System.getLogger(SpreadConnection.class.getName());

	private static final Duration GOODBYE_TIMEOUT = Duration.ofSeconds(1);

	/** Longer than a network of daemons needs to form anew. */
	private static final Duration STALL_TIMEOUT = Duration.ofSeconds(30);

	/** As C clients do, so that equal machines need not swap anything. */
	private static final ByteOrder ORDER = ByteOrder.nativeOrder();

	private final ConnectionSettings settings;

	private final AcceptReply accepted;

	private final SocketChannel channel;

	private final Selector readable;

	private final MulticastHead head;

	private final FrameReader reader;

	private final FrameWriter writer;

	private final Duration stallTimeout;

	private final ReentrantLock receiving = new ReentrantLock();

	/** When the rest of a frame has to go on coming in. */
	private @Nullable Deadline frameEnd;

	/** Used while receiving. */
	private boolean warnedOfType;

	/** Why the connection has ended; the first reason counts. */
	private final AtomicReference<@Nullable String> ended = new AtomicReference<>();

	private SocketConnection(ConnectionSettings settings, AcceptReply accepted, SocketChannel channel,
			Duration stallTimeout) throws IOException {
		this.settings = settings;
		this.accepted = accepted;
		this.channel = channel;
		this.readable = Selector.open();
		this.head = new MulticastHead(accepted.privateGroup(), ORDER);
		this.reader = new FrameReader(channel);
		this.stallTimeout = stallTimeout;
		this.writer = new FrameWriter(channel, stallTimeout);
		channel.register(this.readable, SelectionKey.OP_READ);
	}

	static SocketConnection open(ConnectionSettings settings) {
		return open(settings, STALL_TIMEOUT);
	}

	/**
	 * Connect.
	 * @param settings how to connect
	 * @param stallTimeout how long half a frame may be stuck, on its way in or out,
	 * before the connection is given up
	 * @return the connection
	 */
	static SocketConnection open(ConnectionSettings settings, Duration stallTimeout) {
		Deadline deadline = Deadline.in(settings.connectTimeout());
		SocketChannel channel = new SocketConnector(settings.address(), deadline).connect();
		try {
			AcceptReply accepted = new Handshake(channel, settings, deadline).perform();
			return new SocketConnection(settings, accepted, channel, stallTimeout);
		}
		catch (IOException | RuntimeException ex) {
			closeQuietly(channel);
			if (ex instanceof RuntimeException runtime) {
				throw runtime;
			}
			throw new ConnectionClosedException("Could not use the socket: " + ex.getMessage());
		}
	}

	@Override
	public MemberId privateGroup() {
		return this.accepted.privateGroup();
	}

	@Override
	public SpreadVersion daemonVersion() {
		return this.accepted.version();
	}

	@Override
	public DaemonAddress address() {
		return this.settings.address();
	}

	@Override
	public long bytesReceived() {
		return this.reader.bytes();
	}

	@Override
	public boolean isOpen() {
		return this.ended.get() == null;
	}

	@Override
	public void join(String group) {
		send(ClientFrames.join(privateGroup(), group, ORDER), this.settings.sendTimeout());
	}

	@Override
	public void leave(String group) {
		send(ClientFrames.leave(privateGroup(), group, ORDER), this.settings.sendTimeout());
	}

	@Override
	public void multicast(OutboundMessage message) {
		multicast(List.of(message));
	}

	@Override
	public void multicast(List<OutboundMessage> messages) {
		multicast(messages, this.settings.sendTimeout());
	}

	@Override
	public void multicast(List<OutboundMessage> messages, Duration timeout) {
		send(new MessageBatch(this.head, messages), timeout);
	}

	private void send(Frame frame, Duration timeout) {
		send(FrameBatch.of(frame), timeout);
	}

	private void send(FrameBatch frames, Duration timeout) {
		requireOpen();
		try {
			this.writer.write(frames, timeout);
		}
		catch (IOException ex) {
			throw end("sending failed: " + ex.getMessage());
		}
	}

	@Override
	public SpreadMessage receive() throws InterruptedException {
		SpreadMessage message = null;
		while (message == null) {
			message = receive(Deadline.FOR_EVER);
		}
		return message;
	}

	@Override
	public @Nullable SpreadMessage receive(Duration timeout) throws InterruptedException {
		return receive(Deadline.in(timeout), null);
	}

	@Override
	public @Nullable SpreadMessage receive(ByteBuffer body, Duration timeout) throws InterruptedException {
		return receive(Deadline.in(timeout), body);
	}

	private @Nullable SpreadMessage receive(Deadline deadline, @Nullable ByteBuffer body) throws InterruptedException {
		if (!this.receiving.tryLock() && !this.receiving.tryLock(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
			return null;
		}
		try {
			SpreadMessage message = next(body);
			while (message == null && readMore(deadline)) {
				message = next(body);
			}
			return message;
		}
		catch (IOException | ClosedSelectorException | MalformedFrameException ex) {
			throw failed(ex);
		}
		finally {
			this.receiving.unlock();
		}
	}

	@Override
	public @Nullable SpreadMessage poll() {
		if (!this.receiving.tryLock()) {
			// what has arrived belongs to the thread that is receiving
			return null;
		}
		try {
			SpreadMessage message = next(null);
			while (message == null && read() > 0) {
				message = next(null);
			}
			return message;
		}
		catch (IOException | MalformedFrameException ex) {
			throw failed(ex);
		}
		finally {
			this.receiving.unlock();
		}
	}

	/**
	 * Return the next message among the bytes that have been read.
	 * @param body where to put its body
	 * @return the message, or {@code null} if none is complete
	 */
	private @Nullable SpreadMessage next(@Nullable ByteBuffer body) {
		Frame frame = this.reader.next(body);
		while (frame != null) {
			SpreadMessage message = decode(frame);
			if (message != null) {
				return message;
			}
			frame = this.reader.next(body);
		}
		return null;
	}

	/**
	 * Read, and wait before that if there is nothing to read.
	 * @param deadline how long to wait
	 * @return whether anything was read; {@code false} when the time is over
	 */
	private boolean readMore(Deadline deadline) throws IOException, InterruptedException {
		int count = (!this.reader.isDrained() || deadline.remainingNanos() == 0) ? read() : 0;
		while (count == 0) {
			requireOpen();
			if (Thread.interrupted()) {
				throw new InterruptedException();
			}
			long remaining = deadline.remainingNanos();
			if (remaining == 0) {
				return false;
			}
			if (!this.reader.gather(remaining)) {
				awaitReadable(deadline);
			}
			count = read();
			checkStall();
		}
		return true;
	}

	private int read() throws IOException {
		int count = this.reader.read();
		if (count > 0) {
			this.frameEnd = null;
		}
		return count;
	}

	private void awaitReadable(Deadline deadline) throws IOException {
		long millis = deadline.remainingMillis();
		if (this.reader.isInFrame()) {
			if (this.frameEnd == null) {
				this.frameEnd = Deadline.in(this.stallTimeout);
			}
			millis = Math.max(1, Math.min(millis, this.frameEnd.remainingMillis()));
		}
		this.readable.select(millis);
		this.readable.selectedKeys().clear();
	}

	/**
	 * Give up a daemon that has begun a frame and does not go on. Only what we wait for
	 * counts: a receiver that comes late finds the rest in the socket.
	 */
	private void checkStall() throws IOException {
		if (this.frameEnd != null && this.frameEnd.remainingNanos() == 0) {
			throw new IOException("the daemon sent nothing more of a message half sent for " + this.frameEnd);
		}
	}

	private SpreadException failed(Exception ex) {
		if (ex instanceof MalformedFrameException malformed) {
			end("the daemon sent something that is not the Spread protocol: " + ex.getMessage());
			return malformed;
		}
		return end(String.valueOf(ex.getMessage()));
	}

	private @Nullable SpreadMessage decode(Frame frame) {
		SpreadMessage message = MessageDecoder.decode(frame);
		if (message == null) {
			logger.log(this.warnedOfType ? Level.DEBUG : Level.WARNING,
					"Ignored a frame of unknown type {0} from the daemon", frame.type());
			this.warnedOfType = true;
		}
		return message;
	}

	@Override
	public void kill() {
		end("the connection was killed by this application");
	}

	@Override
	public void close() {
		if (isOpen()) {
			try {
				send(ClientFrames.kill(privateGroup(), ORDER), GOODBYE_TIMEOUT);
				awaitEndOfStream();
			}
			catch (ConnectionClosedException | SendNotStartedException ex) {
				logger.log(Level.DEBUG, "Disconnected without goodbye: {0}", ex.getMessage());
			}
			end("the connection was closed by this application");
		}
	}

	/**
	 * Wait until the daemon has read all we sent: closing a socket with unread input
	 * makes the operating system drop what it has not yet sent.
	 */
	private void awaitEndOfStream() {
		Deadline deadline = Deadline.in(GOODBYE_TIMEOUT);
		try {
			// another thread that receives meets the end of the stream itself, and
			// unlocks
			if (this.receiving.tryLock(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
				try {
					discardAll(deadline);
				}
				finally {
					this.receiving.unlock();
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (IOException | ClosedSelectorException ex) {
			logger.log(Level.TRACE, "Connection ended while disconnecting", ex);
		}
	}

	private void discardAll(Deadline deadline) throws IOException {
		while (isOpen() && deadline.remainingMillis() > 0 && !Thread.currentThread().isInterrupted()) {
			int count = this.reader.discard();
			if (count < 0) {
				return;
			}
			if (count == 0) {
				this.readable.select(deadline.remainingMillis());
				this.readable.selectedKeys().clear();
			}
		}
	}

	private void requireOpen() {
		String reason = this.ended.get();
		if (reason != null) {
			throw closed(reason);
		}
	}

	/**
	 * End the connection. Closing the channel and the selectors wakes everybody who waits
	 * for them.
	 * @param reason why, unless there was a reason before
	 * @return the exception for whoever met it
	 */
	private ConnectionClosedException end(String reason) {
		if (this.ended.compareAndSet(null, reason)) {
			closeQuietly(this.channel);
			closeQuietly(this.readable);
			closeQuietly(this.writer);
		}
		return closed(String.valueOf(this.ended.get()));
	}

	private ConnectionClosedException closed(String reason) {
		return new ConnectionClosedException(
				"No connection to the daemon at %s: %s".formatted(this.settings.address(), reason));
	}

	private static void closeQuietly(AutoCloseable closeable) {
		try {
			closeable.close();
		}
		catch (Exception ex) {
			logger.log(Level.TRACE, "Failed to close", ex);
		}
	}

}
