package io.github.spreadspring.client.libspread;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.SpreadConnection;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.SpreadMessage;
import io.github.spreadspring.client.transport.Deadline;
import io.github.spreadspring.client.transport.MessageDecoder;
import io.github.spreadspring.protocol.Frame;
import io.github.spreadspring.protocol.MalformedFrameException;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.MulticastHead;
import io.github.spreadspring.protocol.Names;
import io.github.spreadspring.protocol.SpreadException;
import io.github.spreadspring.protocol.SpreadVersion;

/**
 * A connection through libspread. A thread waits for messages outside of libspread, where
 * a time-out, an interrupt or the end of the connection reaches it. Once a message has
 * begun to arrive, libspread waits for the rest of it, and only the end of the connection
 * helps; daemons send a message in one go.
 */
final class NativeConnection implements SpreadConnection {

	private static final Logger logger = System.getLogger(SpreadConnection.class.getName());

	private final ConnectionSettings settings;

	private final MemberId privateGroup;

	private final NativeMailbox mailbox;

	private final NativeReceiver receiver;

	/** Used while receiving. */
	private boolean warnedOfType;

	private final NativeSender sender;

	NativeConnection(ConnectionSettings settings, MemberId privateGroup, NativeMailbox mailbox, Duration stallTimeout) {
		this.settings = settings;
		this.privateGroup = privateGroup;
		this.mailbox = mailbox;
		this.receiver = new NativeReceiver(mailbox);
		this.sender = new NativeSender(mailbox);
		StallWatch.watch(mailbox, stallTimeout);
	}

	@Override
	public MemberId privateGroup() {
		return this.privateGroup;
	}

	@Override
	public @Nullable SpreadVersion daemonVersion() {
		return null;
	}

	@Override
	public DaemonAddress address() {
		return this.settings.address();
	}

	@Override
	public long bytesReceived() {
		return this.receiver.bytes();
	}

	@Override
	public boolean isOpen() {
		return this.mailbox.isOpen();
	}

	@Override
	public void join(String group) {
		Names.requireGroup(group);
		send(() -> this.sender.join(group, this.settings.sendTimeout()));
	}

	@Override
	public void leave(String group) {
		Names.requireGroup(group);
		send(() -> this.sender.leave(group, this.settings.sendTimeout()));
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
		List<OutboundMessage> checked = List.copyOf(messages);
		checked.forEach((message) -> MulticastHead.requireLegal(message.groups(), message.bodyLength()));
		send(() -> this.sender.multicast(checked, timeout));
	}

	private void send(Send send) {
		this.mailbox.requireOpen();
		try {
			send.perform();
		}
		catch (IOException ex) {
			throw this.mailbox.giveUp(String.valueOf(ex.getMessage()));
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
		if (!this.mailbox.receiving().tryLock()
				&& !this.mailbox.receiving().tryLock(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
			return null;
		}
		try {
			try {
				SpreadMessage message = null;
				while (message == null && awaitMessage(deadline)) {
					message = next(body);
				}
				return message;
			}
			finally {
				this.mailbox.receiving().unlock();
			}
		}
		catch (IOException | MalformedFrameException ex) {
			throw failed(ex);
		}
	}

	@Override
	public @Nullable SpreadMessage poll() {
		if (!this.mailbox.receiving().tryLock()) {
			// what has arrived belongs to the thread that is receiving
			return null;
		}
		try {
			try {
				SpreadMessage message = null;
				while (message == null && hasMessage()) {
					message = next(null);
				}
				return message;
			}
			finally {
				this.mailbox.receiving().unlock();
			}
		}
		catch (IOException | MalformedFrameException ex) {
			throw failed(ex);
		}
	}

	private boolean hasMessage() throws IOException {
		this.mailbox.requireOpen();
		return this.receiver.isBegun() || this.mailbox.readable().awaitReadable(this.mailbox.descriptor(), 0);
	}

	private boolean awaitMessage(Deadline deadline) throws IOException, InterruptedException {
		this.mailbox.requireOpen();
		boolean begun = this.receiver.isBegun();
		if (!begun && this.receiver.gather(deadline.remainingNanos())) {
			this.mailbox.requireOpen();
			begun = this.receiver.isBegun();
		}
		while (!begun) {
			long remaining = deadline.remainingMillis();
			begun = this.mailbox.readable().awaitReadable(this.mailbox.descriptor(), remaining);
			this.mailbox.requireOpen();
			if (!begun && Thread.interrupted()) {
				throw new InterruptedException();
			}
			if (!begun && remaining == 0) {
				return false;
			}
		}
		return true;
	}

	private @Nullable SpreadMessage next(@Nullable ByteBuffer body) throws IOException {
		Frame frame = this.receiver.next(body);
		SpreadMessage message = MessageDecoder.decode(frame);
		if (message == null) {
			logger.log(this.warnedOfType ? Level.DEBUG : Level.WARNING,
					"Ignored a frame of unknown type {0} from the daemon", frame.type());
			this.warnedOfType = true;
		}
		return message;
	}

	private SpreadException failed(Exception ex) {
		if (ex instanceof MalformedFrameException malformed) {
			this.mailbox.giveUp("the daemon sent something that is not the Spread protocol: " + malformed.getMessage());
			return malformed;
		}
		return this.mailbox.giveUp(String.valueOf(ex.getMessage()));
	}

	@Override
	public void kill() {
		this.mailbox.giveUp("the connection was killed by this application");
	}

	@Override
	public void close() {
		this.mailbox.disconnect("the connection was closed by this application");
	}

	/**
	 * Something that sends.
	 */
	private interface Send {

		void perform() throws IOException;

	}

}
