package io.github.spreadspring.client.session;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Makes the reader wait for streams that are full, and says so when it takes long. The
 * wait ends with the connection: otherwise one slow listener would hide from all others
 * that it is lost.
 * <p>
 * Nor does it last while somebody waits for something that only the reader can bring, who
 * may be the very listener that is behind: then the session goes on reading into a
 * reserve.
 */
final class BackPressure {

	private static final Logger logger = System.getLogger(SpreadSession.class.getName());

	private static final Duration CHECK = Duration.ofMillis(10);

	private static final int CHECKS_BEFORE_WARNING = 100;

	/** Waits that follow one another within this time are one. */
	private static final long LULL = Duration.ofSeconds(5).toNanos();

	/** Less than this does not make a daemon end the connection. */
	private static final long HARMLESS = Duration.ofMillis(50).toNanos();

	private final BooleanSupplier mayUseReserve;

	private final LongSupplier clock;

	private final ReentrantLock lock = new ReentrantLock();

	/** Whether the reader waits now. */
	private volatile boolean held;

	/** When it began to wait. */
	private long since;

	/** How long the reader has waited, without the wait under way. */
	private long total;

	/** When the last wait ended. */
	private long until;

	/** How long the last waits were together that followed one another closely. */
	private long recent;

	/** For whom the reader waited last. */
	private @Nullable SpreadStream slow;

	/**
	 * Create the back-pressure of a session.
	 * @param mayUseReserve tells whether to go on although a stream is full
	 */
	BackPressure(BooleanSupplier mayUseReserve) {
		this(mayUseReserve, System::nanoTime);
	}

	BackPressure(BooleanSupplier mayUseReserve, LongSupplier clock) {
		this.mayUseReserve = mayUseReserve;
		this.clock = clock;
	}

	/**
	 * Wait until a stream has room.
	 * @param stream the stream
	 * @param connected tells whether the connection is still there, as far as is known
	 * @throws InterruptedException if the reader has to end
	 */
	void awaitRoom(SpreadStream stream, BooleanSupplier connected) throws InterruptedException {
		if (stream.hasRoom() || this.mayUseReserve.getAsBoolean()) {
			return;
		}
		begin(stream);
		try {
			for (int checks = 1; !stream.awaitRoom(CHECK) && connected.getAsBoolean()
					&& !this.mayUseReserve.getAsBoolean(); checks++) {
				if (checks == CHECKS_BEFORE_WARNING) {
					logger.log(Level.WARNING, "A listener of {0} is too slow: {1} events wait for it, and the session "
							+ "reads nothing until there is room. The daemon ends the connection when this takes "
							+ "too long.", stream.groups(), stream.size());
				}
			}
		}
		finally {
			end();
		}
	}

	private void begin(SpreadStream stream) {
		this.lock.lock();
		try {
			long now = this.clock.getAsLong();
			if (this.slow != stream || now - this.until > LULL) {
				this.recent = 0;
			}
			this.slow = stream;
			this.since = now;
			this.held = true;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void end() {
		this.lock.lock();
		try {
			long now = this.clock.getAsLong();
			this.until = now;
			this.recent += now - this.since;
			this.total += now - this.since;
			this.held = false;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Whether the reader waits for a stream right now. Meanwhile nothing is read, not
	 * even what the session itself waits for.
	 * @return {@code true} if so
	 */
	boolean isHeld() {
		return this.held;
	}

	/**
	 * Return how long the reader has waited for streams.
	 * @return nanoseconds since the session was created, the wait under way included;
	 * never less than before
	 */
	long heldNanos() {
		this.lock.lock();
		try {
			return this.held ? this.total + this.clock.getAsLong() - this.since : this.total;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Return why a connection that is lost now most likely was: the daemon cuts off who
	 * does not read.
	 * @return a sentence about the slow listener and what to do, or {@code null} if the
	 * reader did not wait, or long ago
	 */
	@Nullable String suspicion() {
		SpreadStream slow;
		long millis;
		this.lock.lock();
		try {
			slow = this.slow;
			millis = TimeUnit.NANOSECONDS.toMillis(this.recent);
			if (slow == null || this.recent < HARMLESS || this.clock.getAsLong() - this.until > LULL) {
				return null;
			}
		}
		finally {
			this.lock.unlock();
		}
		return ("Most likely the daemon cut us off because a listener of %s was too slow: its queue was full (%d "
				+ "waiting now), and for %d ms the session did not read. Make the listener faster, give it a larger "
				+ "queue, or choose an overflow policy other than block")
			.formatted(slow.groups(), slow.size(), millis);
	}

}
