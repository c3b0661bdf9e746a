package io.github.spreadspring.boot.autoconfigure;

import io.github.spreadspring.client.session.SessionSettings;

/**
 * Changes the settings of the auto-configured
 * {@link io.github.spreadspring.client.session.SpreadSession}, for instance to add an
 * authentication method. Beans of this type are called in their order. They change no
 * other session, so that nothing secret is sent to another network.
 */
@FunctionalInterface
public interface SpreadSessionCustomizer {

	/**
	 * Change the settings.
	 * @param settings what the properties say
	 * @return the settings to use; they are immutable, so that a change gives others
	 */
	SessionSettings customize(SessionSettings settings);

}
