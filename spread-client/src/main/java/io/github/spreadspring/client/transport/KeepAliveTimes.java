package io.github.spreadspring.client.transport;

/**
 * When TCP asks whether the daemon is still there: the defaults of operating systems, two
 * hours for most, help nobody.
 */
public final class KeepAliveTimes {

	/**
	 * Seconds without a packet before the first question.
	 */
	public static final int IDLE_SECONDS = 30;

	/**
	 * Seconds between questions.
	 */
	public static final int INTERVAL_SECONDS = 10;

	/**
	 * Questions without an answer after which the connection is given up.
	 */
	public static final int COUNT = 3;

	private KeepAliveTimes() {
	}

}
