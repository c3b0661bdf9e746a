package io.github.spreadspring.benchmarks.run;

/**
 * How many connections send and receive, all of a side in one process.
 *
 * @param senders the number of senders
 * @param receivers the number of receivers
 */
record Topology(int senders, int receivers) {

	static final Topology SINGLE = new Topology(1, 1);

	private static final int MOST = 64;

	/**
	 * Check the numbers.
	 * @param senders the number of senders
	 * @param receivers the number of receivers
	 */
	Topology {
		if (senders < 1 || receivers < 1 || senders > MOST || receivers > MOST) {
			throw new IllegalArgumentException("Topology %d:%d is not allowed: 1 to %d senders and receivers are"
				.formatted(senders, receivers, MOST));
		}
	}

	static Topology parse(String text) {
		if (!text.matches("\\d{1,4}:\\d{1,4}")) {
			throw new IllegalArgumentException(
					"Topology \"%s\" is not allowed: senders:receivers is, as in 1:8".formatted(text));
		}
		String[] numbers = text.split(":");
		return new Topology(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
	}

	@Override
	public String toString() {
		return this.senders + ":" + this.receivers;
	}

}
