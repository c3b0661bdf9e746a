package io.github.spreadspring.client.session;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.ConnectionClosedException;
import io.github.spreadspring.client.SendNotStartedException;
import io.github.spreadspring.client.SpreadConnection;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.RejectedMessage;
import io.github.spreadspring.client.message.SpreadMessage;
import io.github.spreadspring.client.transport.Deadline;
import io.github.spreadspring.protocol.ServiceType;
import io.github.spreadspring.protocol.SpreadException;

/**
 * Sends small messages to ourselves through the daemon, and gives up a connection over
 * which nothing comes while one of them is out. Time in which the reader itself does not
 * read, because a listener is behind, does not count; nor does it need the answer itself:
 * whatever comes, be it a part of a long message, shows that the daemon is there, and the
 * answer may stand behind much else.
 */
final class Heartbeat implements Runnable, AutoCloseable {

	/**
	 * The message type of pings.
	 */
	static final short MESSAGE_TYPE = 28777;

	private static final long MAGIC = 0x73706472_70696e67L;

	private static final int LENGTH = 2 * Long.BYTES;

	private static final int LOOKS_PER_TIMEOUT = 20;

	private final SpreadConnection connection;

	private final String self;

	private final Duration interval;

	private final Duration timeout;

	private final Consumer<Duration> answered;

	private final CountDownLatch ended = new CountDownLatch(1);

	/** Odd while the reader waits for the daemon. */
	private final AtomicLong step = new AtomicLong();

	/** Whether an answer is missing. */
	private volatile boolean pending;

	private volatile long nonce;

	private volatile long sentAt;

	private volatile @Nullable String verdict;

	Heartbeat(SpreadConnection connection, Duration interval, Duration timeout, Consumer<Duration> answered) {
		this.connection = connection;
		this.self = connection.privateGroup().toString();
		this.interval = interval;
		this.timeout = timeout;
		this.answered = answered;
	}

	/**
	 * The reader goes to the daemon, or comes back from it.
	 */
	void step() {
		this.step.lazySet(this.step.getPlain() + 1);
	}

	/**
	 * Whether a message is one of ours, which concerns nobody else.
	 * @param message what the daemon delivered
	 * @return {@code true} if so
	 */
	boolean isAnswer(SpreadMessage message) {
		if (message instanceof RegularMessage regular) {
			return regular.messageType() == MESSAGE_TYPE && regular.sender().toString().equals(this.self)
					&& isAnswer(regular.groups(), regular.body());
		}
		// a daemon that does not permit pings is there as well
		return message instanceof RejectedMessage rejected && rejected.messageType() == MESSAGE_TYPE
				&& isAnswer(rejected.groups(), rejected.body());
	}

	private boolean isAnswer(List<String> groups, byte[] bytes) {
		if (bytes.length != LENGTH || !groups.equals(List.of(this.self))) {
			return false;
		}
		ByteBuffer body = ByteBuffer.wrap(bytes);
		if (body.getLong() != MAGIC) {
			return false;
		}
		if (this.pending && body.getLong() == this.nonce) {
			this.pending = false;
			this.answered.accept(Duration.ofNanos(System.nanoTime() - this.sentAt));
		}
		return true;
	}

	/**
	 * Return why the connection was given up.
	 * @return the exception, or {@code null} if it was not
	 */
	@Nullable SpreadException verdict() {
		String verdict = this.verdict;
		return (verdict != null) ? new ConnectionClosedException(
				"No connection to the daemon at %s: %s".formatted(this.connection.address(), verdict)) : null;
	}

	@Override
	public void close() {
		this.ended.countDown();
	}

	@Override
	public void run() {
		try {
			while (!isEndedAfter(this.interval)) {
				send();
				awaitAnswer();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (SpreadException ex) {
			// the reader meets it as well
		}
	}

	private boolean isEndedAfter(Duration time) throws InterruptedException {
		return this.ended.await(TimeUnit.NANOSECONDS.convert(time), TimeUnit.NANOSECONDS);
	}

	private void send() {
		long nonce = ThreadLocalRandom.current().nextLong();
		byte[] body = ByteBuffer.allocate(LENGTH).putLong(MAGIC).putLong(nonce).array();
		OutboundMessage message = OutboundMessage.of(this.self, body).service(ServiceType.AGREED).type(MESSAGE_TYPE);
		this.nonce = nonce;
		this.sentAt = System.nanoTime();
		this.pending = true;
		long step = this.step.get();
		long bytes = this.connection.bytesReceived();
		try {
			this.connection.multicast(List.of(message), this.timeout);
		}
		catch (SendNotStartedException ex) {
			this.pending = false;
			if (isQuiet(step, bytes)) {
				giveUp("it neither took a ping nor sent anything for " + Deadline.in(this.timeout));
			}
		}
	}

	/**
	 * Wait for the answer. A look that comes late counts as one that came in time: when
	 * all of this program stood still, the reader did so too.
	 */
	private void awaitAnswer() throws InterruptedException {
		Duration pause = this.timeout.dividedBy(LOOKS_PER_TIMEOUT);
		long step = this.step.get();
		long bytes = this.connection.bytesReceived();
		long last = System.nanoTime();
		long quiet = 0;
		while (this.pending && !isEndedAfter(pause)) {
			long now = System.nanoTime();
			quiet = isQuiet(step, bytes) ? quiet + Math.min(now - last, 2 * pause.toNanos()) : 0;
			step = this.step.get();
			bytes = this.connection.bytesReceived();
			last = now;
			if (quiet > this.timeout.toNanos()) {
				giveUp("no answer to a ping for " + Deadline.in(this.timeout));
			}
		}
	}

	/**
	 * Whether the reader has waited for the daemon all the time, and nothing came.
	 * @param step the step of the reader before
	 * @param bytes what had come before
	 * @return {@code true} if so
	 */
	private boolean isQuiet(long step, long bytes) {
		boolean reading = (step & 1) != 0;
		return reading && step == this.step.get() && bytes == this.connection.bytesReceived();
	}

	private void giveUp(String verdict) {
		this.verdict = verdict;
		this.pending = false;
		close();
		this.connection.kill();
	}

}
