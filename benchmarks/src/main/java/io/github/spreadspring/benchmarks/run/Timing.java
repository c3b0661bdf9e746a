package io.github.spreadspring.benchmarks.run;

import picocli.CommandLine.Option;

/**
 * How often and how long is measured.
 */
public final class Timing {

	@Option(names = "--rounds", paramLabel = "N", defaultValue = "5",
			description = "How often each implementation has its turn; figures are medians. Default: ${DEFAULT-VALUE}.")
	private int rounds;

	@Option(names = "--seconds", paramLabel = "S", defaultValue = "2",
			description = "Duration of each measurement. Default: ${DEFAULT-VALUE}.")
	private double seconds;

	@Option(names = "--warmup", paramLabel = "S", defaultValue = "2",
			description = "Duration of the same work before it. Default: ${DEFAULT-VALUE}.")
	private double warmup;

	int rounds() {
		return this.rounds;
	}

	void warmUp() {
		pause(this.warmup);
	}

	void measure() {
		pause(this.seconds);
	}

	/**
	 * Wait until the daemon has noticed that peers are gone.
	 */
	void settle() {
		pause(0.1);
	}

	private static void pause(double seconds) {
		try {
			Thread.sleep((long) (seconds * 1000));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while measuring", ex);
		}
	}

}
