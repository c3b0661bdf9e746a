package io.github.spreadspring.benchmarks.run;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * What a peer has done at one moment.
 *
 * @param nanos the moment, by its own clock
 * @param messages the number of messages until then
 * @param cpu the processor time until then
 */
record Mark(long nanos, long messages, ProcessCpu cpu) {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final Duration PAUSE = Duration.ofMillis(10);

	static Mark take(ChildProcess child) {
		child.say("mark");
		String[] words = child.await("MARK");
		return new Mark(Long.parseLong(words[1]), Long.parseLong(words[2]), ProcessCpu.of(child.pid()));
	}

	/**
	 * Wait until a peer has done something, however long it takes to get going.
	 * @param child the peer
	 */
	static void awaitFirst(ChildProcess child) {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (take(child).messages == 0) {
			if (System.nanoTime() > deadline) {
				throw new IllegalStateException("No message within %s".formatted(PATIENCE));
			}
			LockSupport.parkNanos(PAUSE.toNanos());
		}
	}

	double perSecond(Mark earlier) {
		if (this.messages == earlier.messages) {
			throw new IllegalStateException("No message in the measured time: the peers are stuck, or it is too short");
		}
		return (this.messages - earlier.messages) * 1e9 / (this.nanos - earlier.nanos);
	}

	double microsPerMessage(Mark earlier) {
		return this.cpu.since(earlier.cpu) / 1000 / (this.messages - earlier.messages);
	}

}
