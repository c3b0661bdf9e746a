package io.github.spreadspring.daemon;

import java.util.concurrent.TimeUnit;

import io.netty.channel.SelectStrategy;
import io.netty.util.IntSupplier;

/**
 * Keeps the event loop awake for a moment after something has happened: the next frame
 * often follows at once, and waking a sleeping thread takes longer than anything else
 * that the daemon does. Others who want the processor get it.
 */
final class BriefSpin implements SelectStrategy {

	private static final long SPIN_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

	private boolean slept;

	private long awakeUntil = System.nanoTime();

	@Override
	public int calculateStrategy(IntSupplier selectNow, boolean hasTasks) throws Exception {
		int ready = selectNow.get();
		if (hasTasks) {
			return ready;
		}
		long now = System.nanoTime();
		if (this.slept || ready > 0) {
			this.awakeUntil = now + SPIN_NANOS;
		}
		while (ready == 0 && now - this.awakeUntil < 0) {
			Thread.yield();
			ready = selectNow.get();
			now = System.nanoTime();
		}
		this.slept = ready == 0;
		return this.slept ? SelectStrategy.SELECT : ready;
	}

}
