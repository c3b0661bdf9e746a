package io.github.spreadspring.benchmarks.peer;

/**
 * How much a sender may send before the slowest receiver has acknowledged. Used by one
 * thread.
 */
final class Window {

	private final int size;

	private final int ack;

	private final long[] acknowledged;

	private long sent;

	Window(PeerSettings settings) {
		this.size = settings.window();
		this.ack = settings.ack();
		this.acknowledged = new long[settings.peers()];
	}

	boolean hasRoom(int messages) {
		return this.size == 0 || this.sent + messages - slowest() <= this.size;
	}

	void sent(int messages) {
		this.sent += messages;
	}

	void acknowledged(int receiver) {
		this.acknowledged[receiver] += this.ack;
	}

	private long slowest() {
		long slowest = this.acknowledged[0];
		for (long receiver : this.acknowledged) {
			slowest = Math.min(slowest, receiver);
		}
		return slowest;
	}

}
