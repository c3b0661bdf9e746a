package io.github.spreadspring.benchmarks.run;

import java.io.File;
import java.lang.management.ManagementFactory;

/**
 * What this process holds.
 *
 * @param heap bytes of the heap in use after a garbage collection
 * @param threads live threads
 * @param descriptors open files and sockets; 0 where the system does not tell
 */
record Leftovers(long heap, int threads, int descriptors) {

	private static final double GROWTH = 1.05;

	private static final int COLLECTIONS = 5;

	private static final int TRIES = 50;

	static Leftovers now() throws InterruptedException {
		long heap = Long.MAX_VALUE;
		for (int i = 0; i < COLLECTIONS; i++) {
			System.gc();
			Thread.sleep(50);
			heap = Math.min(heap, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
		}
		String[] descriptors = new File("/proc/self/fd").list();
		return new Leftovers(heap, ManagementFactory.getThreadMXBean().getThreadCount(),
				(descriptors != null) ? descriptors.length : 0);
	}

	/**
	 * Look until there is no more than before; threads may take a moment to end.
	 * @param before what was there before
	 * @return what is there
	 * @throws InterruptedException if the thread was interrupted
	 */
	static Leftovers after(Leftovers before) throws InterruptedException {
		Leftovers now = now();
		for (int i = 0; i < TRIES && !now.isCleanAfter(before); i++) {
			now = now();
		}
		return now;
	}

	/**
	 * Whether nothing was left behind.
	 * @param before what was there before
	 * @return {@code true} with no more threads and descriptors and at most 5 % more heap
	 */
	boolean isCleanAfter(Leftovers before) {
		return this.threads <= before.threads && this.descriptors <= before.descriptors
				&& this.heap <= before.heap * GROWTH;
	}

	@Override
	public String toString() {
		return "heap after GC %,d bytes, %d threads, %d descriptors".formatted(this.heap, this.threads,
				this.descriptors);
	}

}
