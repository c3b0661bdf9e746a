package io.github.spreadspring.benchmarks.run;

/**
 * What is measured.
 */
enum Metric {

	/** Messages that reached a receiver, of all receivers together. */
	RATE("messages/s", "%,.0f"),

	/** Messages that one client sent to a sink. */
	SENT("sent/s", "%,.0f"),

	/** Messages that one client received from a source. */
	RECEIVED("received/s", "%,.0f"),

	/** Bodies of these messages, in millions of bytes. */
	MEGABYTES("MB/s", "%,.1f"),

	/** Processor time of the sender's process for each message sent. */
	SENDER_CPU("sender µs", "%.2f"),

	/** Processor time of the receiver's process for each message received. */
	RECEIVER_CPU("receiver µs", "%.2f"),

	/** Processor time of the daemon for each message that reached a receiver. */
	DAEMON_CPU("daemon µs", "%.2f"),

	/** The round trip that half of them did not exceed. */
	P50("p50 µs", "%.0f"),

	/** The round trip that 99 % did not exceed. */
	P99("p99 µs", "%.0f"),

	/** The round trip that 99.9 % did not exceed. */
	P999("p99.9 µs", "%.0f");

	private final String label;

	private final String format;

	Metric(String label, String format) {
		this.label = label;
		this.format = format;
	}

	String label() {
		return this.label;
	}

	String format(double value) {
		return Double.isFinite(value) ? this.format.formatted(value) : "-";
	}

}
