package io.github.spreadspring.benchmarks.soak.check;

/**
 * How much there was to check.
 */
final class Counts {

	private long sent;

	private long delivered;

	private long unordered;

	private long views;

	private long networkViews;

	private long signals;

	private long gaps;

	private long reconnects;

	private long dropped;

	void sent() {
		this.sent++;
	}

	void delivered(boolean ordered) {
		this.delivered++;
		this.unordered += ordered ? 0 : 1;
	}

	void view(boolean network) {
		this.views++;
		this.networkViews += network ? 1 : 0;
	}

	void signal() {
		this.signals++;
	}

	void gap() {
		this.gaps++;
	}

	void reconnect() {
		this.reconnects++;
	}

	void dropped(long count) {
		this.dropped += count;
	}

	Verdict verdict(Violations violations, Incarnations incarnations, long compared) {
		return new Verdict(violations.first(), violations.count(), this.sent, this.delivered, this.unordered,
				this.views, this.networkViews, this.signals, this.gaps, this.reconnects, this.dropped,
				incarnations.count(), incarnations.lostTails(), incarnations.lostMessages(), compared);
	}

}
