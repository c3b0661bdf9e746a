package io.github.spreadspring.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * The daemon inside the application, for development and tests.
 */
public class EmbeddedProperties {

	/**
	 * Whether to start a daemon inside the application when none accepts connections. If
	 * not set, one is started only when no address is set. Never starts one at an address
	 * that is not a loopback one. Needs spread-embedded-daemon on the class path.
	 */
	private @Nullable Boolean enabled;

	public @Nullable Boolean getEnabled() {
		return this.enabled;
	}

	public void setEnabled(@Nullable Boolean enabled) {
		this.enabled = enabled;
	}

}
