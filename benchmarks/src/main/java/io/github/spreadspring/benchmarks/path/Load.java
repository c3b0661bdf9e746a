package io.github.spreadspring.benchmarks.path;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * How long and how hard is measured.
 */
public final class Load {

	private static final int MOST_OUTSTANDING = 400;

	private static final int MOST_BYTES = 4_000_000;

	private static final int LEAST_OUTSTANDING = 16;

	@Option(names = "--rounds", paramLabel = "N", defaultValue = "5",
			description = "How often each implementation has its turn; figures are medians. Default: ${DEFAULT-VALUE}.")
	private int rounds;

	@Option(names = "--seconds", paramLabel = "S", defaultValue = "2",
			description = "Duration of each measurement. Default: ${DEFAULT-VALUE}.")
	private double seconds;

	@Option(names = "--warmup", paramLabel = "S", defaultValue = "2",
			description = "Duration of the same work before it. Default: ${DEFAULT-VALUE}.")
	private double warmup;

	@Option(names = "--window", paramLabel = "N",
			description = "Most messages of all senders together that are not acknowledged. Above 900 a receiver may be "
					+ "cut off by the daemon. Default: 400, fewer above 10,000 bytes.")
	private @Nullable Integer window;

	@Option(names = "--batch", paramLabel = "N",
			description = "Messages handed over at once when pipelined. Default: 32, fewer for a small window.")
	private @Nullable Integer batch;

	@Option(names = "--send", paramLabel = "MODE", defaultValue = "pipelined",
			description = "pipelined: several messages are handed over at once, by implementations that can; awaited: "
					+ "each by itself. Default: ${DEFAULT-VALUE}.")
	private SendMode mode = SendMode.pipelined;

	int rounds() {
		return this.rounds;
	}

	double seconds() {
		return this.seconds;
	}

	double warmup() {
		return this.warmup;
	}

	/**
	 * Return the window of one sender.
	 * @param scenario what is sent
	 * @return the number of messages, at least 4
	 */
	int window(Scenario scenario) {
		int all = (this.window != null) ? this.window
				: Math.max(LEAST_OUTSTANDING, Math.min(MOST_OUTSTANDING, MOST_BYTES / scenario.size()));
		return Math.max(4, all / scenario.topology().senders());
	}

	int batch(int window, Contender contender) {
		if (this.mode == SendMode.awaited || !contender.batches()) {
			return 1;
		}
		return Math.min((this.batch != null) ? this.batch : 32, window / 2);
	}

	SendMode mode() {
		return this.mode;
	}

	void pause(double seconds) {
		try {
			Thread.sleep((long) (seconds * 1000));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while measuring", ex);
		}
	}

	/**
	 * How messages are handed over.
	 */
	enum SendMode {

		/** Several at once. */
		pipelined,

		/** One by one. */
		awaited

	}

}
