package io.github.spreadspring.boot.autoconfigure;

import java.time.Duration;

import io.github.spreadspring.client.session.SessionSettings;

/**
 * How to come back after the connection was lost.
 */
public class ReconnectProperties {

	/**
	 * Wait before the first attempt to reconnect; doubled with each further one, give or
	 * take 20 %.
	 */
	private Duration initialDelay = SessionSettings.DEFAULT_INITIAL_DELAY;

	/**
	 * Longest wait between attempts to reconnect.
	 */
	private Duration maxDelay = SessionSettings.DEFAULT_MAX_DELAY;

	public Duration getInitialDelay() {
		return this.initialDelay;
	}

	public void setInitialDelay(Duration initialDelay) {
		this.initialDelay = initialDelay;
	}

	public Duration getMaxDelay() {
		return this.maxDelay;
	}

	public void setMaxDelay(Duration maxDelay) {
		this.maxDelay = maxDelay;
	}

}
