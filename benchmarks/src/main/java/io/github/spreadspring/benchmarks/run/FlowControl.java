package io.github.spreadspring.benchmarks.run;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * How many messages are under way, and how they are handed over.
 */
public final class FlowControl {

	private static final int MOST_OUTSTANDING = 400;

	private static final int MOST_BYTES = 4_000_000;

	private static final int LEAST_OUTSTANDING = 16;

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

	/**
	 * Return after how many messages a receiver acknowledges.
	 * @param window the window of one sender
	 * @return the number of messages
	 */
	static int ack(int window) {
		return Math.max(1, window / 4);
	}

	int batch(int window, Contender contender) {
		if (this.mode == SendMode.awaited || !contender.batches()) {
			return 1;
		}
		return Math.min((this.batch != null) ? this.batch : 32, window / 2);
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
