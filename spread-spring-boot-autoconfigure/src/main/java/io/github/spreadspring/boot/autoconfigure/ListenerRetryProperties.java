package io.github.spreadspring.boot.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.retry.RetryPolicySettings;
import org.springframework.core.retry.RetryPolicy;

/**
 * Whether and when a listener that failed is called again.
 */
public class ListenerRetryProperties {

	/**
	 * Whether a listener that failed is called again for the same message, while all that
	 * is behind it waits.
	 */
	private boolean enabled = false;

	/**
	 * Number of further calls after the first.
	 */
	private long maxRetries = 3;

	/**
	 * Wait before the first further call.
	 */
	private Duration initialInterval = Duration.ofSeconds(1);

	/**
	 * Factor by which the wait grows from one call to the next.
	 */
	private double multiplier = 1;

	/**
	 * Longest wait between two calls.
	 */
	private Duration maxInterval = Duration.ofSeconds(10);

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public long getMaxRetries() {
		return this.maxRetries;
	}

	public void setMaxRetries(long maxRetries) {
		this.maxRetries = maxRetries;
	}

	public Duration getInitialInterval() {
		return this.initialInterval;
	}

	public void setInitialInterval(Duration initialInterval) {
		this.initialInterval = initialInterval;
	}

	public double getMultiplier() {
		return this.multiplier;
	}

	public void setMultiplier(double multiplier) {
		this.multiplier = multiplier;
	}

	public Duration getMaxInterval() {
		return this.maxInterval;
	}

	public void setMaxInterval(Duration maxInterval) {
		this.maxInterval = maxInterval;
	}

	@Nullable RetryPolicy toPolicy() {
		if (!this.enabled) {
			return null;
		}
		RetryPolicySettings settings = new RetryPolicySettings();
		settings.setMaxRetries(this.maxRetries);
		settings.setDelay(this.initialInterval);
		settings.setMultiplier(this.multiplier);
		settings.setMaxDelay(this.maxInterval);
		return settings.createRetryPolicy();
	}

}
