package io.github.spreadspring.daemon;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Holds the order back while a receiver needs a moment to catch up.
 * <p>
 * The C daemon is paced by its ring, which hardly ever outruns a client that reads all
 * the time. There is no ring here, and a burst is read from a socket faster than a thread
 * that reads it can be scheduled. So when a receiver has used half of its backlog,
 * nothing more is ordered until it is down to a quarter. A receiver that does not get
 * there within {@link #PATIENCE} is not waited for again until it has: it will be cut off
 * at its backlog, as it would be by the C daemon.
 */
final class Pacer {

	static final Duration PATIENCE = Duration.ofMillis(200);

	private static final long POLL_MILLIS = 1;

	private final ScheduledExecutorService loop;

	private final Runnable onRelease;

	/** Sessions waited for, with the time at which patience ends. */
	private final Map<Session, Long> awaited = new HashMap<>();

	private final Set<Session> leftBehind = new HashSet<>();

	Pacer(ScheduledExecutorService loop, Runnable onRelease) {
		this.loop = loop;
		this.onRelease = onRelease;
	}

	/**
	 * Look at a session after a frame was queued for it.
	 * @param session the session
	 */
	void delivered(Session session) {
		if (this.leftBehind.contains(session)) {
			if (session.hasCaughtUp()) {
				this.leftBehind.remove(session);
			}
		}
		else if (session.lags() && this.awaited.putIfAbsent(session, System.nanoTime() + PATIENCE.toNanos()) == null
				&& this.awaited.size() == 1) {
			poll();
		}
	}

	/**
	 * Whether nothing may be ordered for now.
	 * @return {@code true} while a receiver is waited for
	 */
	boolean isHolding() {
		return !this.awaited.isEmpty();
	}

	private void poll() {
		this.loop.schedule(this::check, POLL_MILLIS, TimeUnit.MILLISECONDS);
	}

	private void check() {
		long now = System.nanoTime();
		this.awaited.entrySet().removeIf((entry) -> {
			if (entry.getKey().hasCaughtUp()) {
				return true;
			}
			boolean expired = now - entry.getValue() > 0;
			if (expired) {
				this.leftBehind.add(entry.getKey());
			}
			return expired;
		});
		if (isHolding()) {
			poll();
		}
		else {
			this.onRelease.run();
		}
	}

	/**
	 * Forget a session.
	 * @param session the session, which has ended and therefore is not waited for
	 */
	void removed(Session session) {
		this.leftBehind.remove(session);
	}

}
