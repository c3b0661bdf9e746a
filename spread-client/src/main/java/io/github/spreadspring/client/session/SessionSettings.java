package io.github.spreadspring.client.session;

import java.time.Duration;
import java.util.List;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.DaemonAddress;

/**
 * How a session connects and stays connected. Immutable; each method returns other
 * settings.
 *
 * @param connection how to connect; its address is replaced by those of the list
 * @param addresses the daemons, tried in this order until one takes us
 * @param reconnectInitialDelay the wait before the first attempt to reconnect; doubled
 * with each further one, give or take 20 %
 * @param reconnectMaxDelay the longest wait between attempts
 */
public record SessionSettings(ConnectionSettings connection, List<DaemonAddress> addresses,
		Duration reconnectInitialDelay, Duration reconnectMaxDelay) {

	/**
	 * The first wait unless set otherwise: 50 milliseconds.
	 */
	public static final Duration DEFAULT_INITIAL_DELAY = Duration.ofMillis(50);

	/**
	 * The longest wait unless set otherwise: 1 second.
	 */
	public static final Duration DEFAULT_MAX_DELAY = Duration.ofSeconds(1);

	/**
	 * Check the settings.
	 * @param connection how to connect
	 * @param addresses the daemons
	 * @param reconnectInitialDelay the first wait
	 * @param reconnectMaxDelay the longest wait
	 */
	public SessionSettings {
		addresses = List.copyOf(addresses);
		if (addresses.isEmpty()) {
			throw new IllegalArgumentException("A session needs at least one daemon address");
		}
		if (!connection.membership()) {
			throw new IllegalArgumentException("A session needs membership messages: without them it cannot know "
					+ "when it has joined. Use a SpreadConnection to go without.");
		}
		if (reconnectInitialDelay.isNegative() || reconnectInitialDelay.isZero()
				|| reconnectMaxDelay.compareTo(reconnectInitialDelay) < 0) {
			throw new IllegalArgumentException(
					"Reconnect delays of %s to %s are not allowed: more than zero, and the longest not below the first"
						.formatted(reconnectInitialDelay, reconnectMaxDelay));
		}
	}

	/**
	 * Settings for one daemon.
	 * @param connection how to connect
	 * @return the settings
	 */
	public static SessionSettings of(ConnectionSettings connection) {
		return new SessionSettings(connection, List.of(connection.address()), DEFAULT_INITIAL_DELAY, DEFAULT_MAX_DELAY);
	}

	/**
	 * Change the daemons.
	 * @param addresses the daemons, in the order in which to try them
	 * @return the settings
	 */
	public SessionSettings addresses(List<DaemonAddress> addresses) {
		return new SessionSettings(this.connection, addresses, this.reconnectInitialDelay, this.reconnectMaxDelay);
	}

	/**
	 * Change the waits between attempts to reconnect.
	 * @param initial the first wait, more than zero
	 * @param max the longest wait
	 * @return the settings
	 */
	public SessionSettings reconnectDelay(Duration initial, Duration max) {
		return new SessionSettings(this.connection, this.addresses, initial, max);
	}

}
