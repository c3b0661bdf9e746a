package io.github.spreadspring.benchmarks.soak.check;

import java.util.List;

/**
 * What the checker found.
 *
 * @param violations the first promises that were not kept
 * @param broken how many were not kept
 * @param sent messages sent
 * @param delivered messages that reached a stream, all streams together
 * @param unordered how many of them were not FIFO or stronger
 * @param views views in all streams
 * @param networkViews how many of them were NETWORK views
 * @param signals transitional signals in all streams
 * @param gaps lost connections, in all streams
 * @param reconnects restored connections, in all streams
 * @param dropped messages that slow listeners had dropped, and were told of
 * @param incarnations connections that sent something
 * @param lostTails how many of them ended before their last messages reached anybody
 * @param lostMessages how many messages these were
 * @param compared how many intervals and views at least two streams were compared in
 */
public record Verdict(List<Violation> violations, long broken, long sent, long delivered, long unordered, long views,
		long networkViews, long signals, long gaps, long reconnects, long dropped, long incarnations, long lostTails,
		long lostMessages, long compared) {

	/**
	 * Take a copy of the violations.
	 * @param violations the first promises that were not kept
	 * @param broken how many were not kept
	 * @param sent messages sent
	 * @param delivered messages that reached a stream
	 * @param unordered how many of them were not ordered
	 * @param views views
	 * @param networkViews NETWORK views
	 * @param signals transitional signals
	 * @param gaps lost connections
	 * @param reconnects restored connections
	 * @param dropped messages dropped
	 * @param incarnations connections that sent something
	 * @param lostTails connections whose end was lost
	 * @param lostMessages messages lost with them
	 * @param compared comparisons
	 */
	public Verdict {
		violations = List.copyOf(violations);
	}

	/**
	 * Whether all promises were kept.
	 * @return {@code true} if so
	 */
	public boolean passed() {
		return this.broken == 0;
	}

}
