package io.github.spreadspring.client.transport;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Tells when bytes come in so fast that it pays to let some gather before they are read.
 * A thread that sleeps in a selector is woken by every packet, at the expense of the
 * daemon, which has the processor time of its machine to share among all its clients.
 * <p>
 * In a flood the receiver reads every 150 microseconds instead of being woken. Where that
 * makes less arrive, as when two programs wait for each other's answers, the receiver
 * goes back to being woken, and tries again ever more rarely.
 * <p>
 * For one thread at a time.
 */
public final class ArrivalRate {

	/** How long to let bytes gather. The operating system adds some 50 microseconds. */
	private static final long GATHERING_NANOS = TimeUnit.MICROSECONDS.toNanos(150);

	/** So many bytes are enough, long before the buffer of a socket is full. */
	private static final int GATHERING_BYTES = 64 * 1024;

	/** How long the rate is measured. */
	private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

	/** A rate that is kept up so long is no chance. */
	private static final long PROVED_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

	private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

	private static final long LAST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

	/** A flood has so many frames, or so many bytes, in each window. */
	private static final int FLOOD_FRAMES = 20;

	private static final int FLOOD_BYTES = 100_000;

	private static final int TRIAL = 2;

	/** What has to arrive still, as a part of what arrived before. */
	private static final double WORTH = 0.7;

	private long frames;

	private long bytes;

	private boolean gathering;

	private long start;

	private long framesAtStart;

	private long bytesAtStart;

	private int gathered;

	/** Bytes per nanosecond before gathering began. */
	private double rateBefore;

	private long pausedUntil;

	private long pause = FIRST_PAUSE_NANOS;

	/**
	 * Begin to measure now.
	 */
	public ArrivalRate() {
		this(System.nanoTime());
	}

	ArrivalRate(long now) {
		this.start = now;
		this.pausedUntil = now;
	}

	/**
	 * Note that a frame came out of what was read.
	 */
	public void addFrame() {
		this.frames++;
	}

	/**
	 * Note that bytes were read.
	 * @param count how many
	 */
	public void addBytes(int count) {
		this.bytes += count;
	}

	/**
	 * Let bytes gather, if so many come in that it pays. To be called when there is
	 * nothing to read, in place of waiting for it. An interrupt ends it and is kept.
	 * @param remainingNanos how long the caller would wait at most
	 * @return whether some time has passed; {@code false} when the caller should wait
	 */
	public boolean gather(long remainingNanos) {
		if (remainingNanos <= GATHERING_NANOS || !isHigh(System.nanoTime())) {
			return false;
		}
		LockSupport.parkNanos(gatheringNanos());
		return true;
	}

	long gatheringNanos() {
		return Math.min(GATHERING_NANOS, (long) (GATHERING_BYTES / this.rateBefore));
	}

	boolean isHigh(long now) {
		long elapsed = Math.max(1, now - this.start);
		double rate = (this.bytes - this.bytesAtStart) / (double) elapsed;
		if (this.gathering) {
			this.gathered++;
			if (this.gathered >= TRIAL && rate < WORTH * this.rateBefore) {
				this.gathering = false;
				this.pausedUntil = now + this.pause;
				this.pause = Math.min(2 * this.pause, LAST_PAUSE_NANOS);
				restart(now);
			}
			else if (elapsed >= PROVED_NANOS) {
				this.pause = FIRST_PAUSE_NANOS;
				this.rateBefore = rate;
				restart(now);
			}
		}
		else if (elapsed >= WINDOW_NANOS) {
			boolean flood = (this.frames - this.framesAtStart) * WINDOW_NANOS >= FLOOD_FRAMES * elapsed
					|| (this.bytes - this.bytesAtStart) * WINDOW_NANOS >= FLOOD_BYTES * elapsed;
			this.gathering = flood && now - this.pausedUntil >= 0;
			this.rateBefore = rate;
			restart(now);
		}
		return this.gathering;
	}

	private void restart(long now) {
		this.start = now;
		this.framesAtStart = this.frames;
		this.bytesAtStart = this.bytes;
		this.gathered = 0;
	}

}
