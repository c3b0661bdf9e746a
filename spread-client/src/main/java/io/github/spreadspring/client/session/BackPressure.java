package io.github.spreadspring.client.session;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

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

	/** For whom, and how long, the last waits were that followed one another closely. */
	private final Map<SpreadStream, Long> recent = new HashMap<>();

	/** For whom the reader waits, or waited last. */
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
					logger.log(Level.WARNING,
							"The session reads nothing until there is room for {0}: {1} events "
									+ "wait for it. The daemon ends the connection when this takes too long.",
							stream.listener(), stream.size());
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
			if (now - this.until > LULL) {
				this.recent.clear();
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
			long time = now - this.since;
			this.until = now;
			this.recent.merge(Objects.requireNonNull(this.slow), time, Long::sum);
			this.total += time;
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
	 * A connection begins, which no wait before it can have harmed.
	 */
	void connected() {
		this.lock.lock();
		try {
			this.recent.clear();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Return why a connection that is lost now most likely was: the daemon cuts off who
	 * does not read.
	 * @return a sentence about the slow listeners and what to do, the slowest first, or
	 * {@code null} if the reader did not wait during this connection, or long ago
	 */
	@Nullable String suspicion() {
		Map<SpreadStream, Long> recent;
		this.lock.lock();
		try {
			if (this.clock.getAsLong() - this.until > LULL) {
				this.recent.clear();
			}
			recent = Map.copyOf(this.recent);
		}
		finally {
			this.lock.unlock();
		}
		long nanos = recent.values().stream().mapToLong(Long::longValue).sum();
		return (nanos < HARMLESS) ? null : suspicion(recent, TimeUnit.NANOSECONDS.toMillis(nanos));
	}

	private static String suspicion(Map<SpreadStream, Long> recent, long millis) {
		List<SpreadStream> slow = recent.entrySet()
			.stream()
			.sorted(Map.Entry.<SpreadStream, Long>comparingByValue().reversed())
			.map(Map.Entry::getKey)
			.toList();
		String others = slow.stream()
			.skip(1)
			.map((stream) -> ", and so was " + stream.listener())
			.collect(Collectors.joining());
		return ("Most likely the daemon cut us off because %s was too slow%s: its queue was full (%d "
				+ "waiting now), and for %d ms the session did not read. Make the listener faster, give it a larger "
				+ "queue, or choose an overflow policy other than block")
			.formatted(slow.get(0).listener(), others, slow.get(0).size(), millis);
	}

}
