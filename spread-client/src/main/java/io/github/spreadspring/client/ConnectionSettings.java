package io.github.spreadspring.client;

import java.time.Duration;

import io.github.spreadspring.protocol.Names;

/**
 * How to connect to a daemon. Immutable; each method returns other settings.
 *
 * @param address where the daemon listens
 * @param privateName the name to be known by, at most 10 characters and unique at the
 * daemon; empty lets the daemon choose one
 * @param membership whether membership messages are wanted
 * @param priority whether the priority flag is set; without any effect in Spread 5.0.1
 * @param connectTimeout how long connecting and handshake may take together; looking up
 * the host name comes on top
 * @param sendTimeout how long a send may wait for its turn
 */
public record ConnectionSettings(DaemonAddress address, String privateName, boolean membership, boolean priority,
		Duration connectTimeout, Duration sendTimeout) {

	/**
	 * The time that connecting may take unless set otherwise: 5 seconds.
	 */
	public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(5);

	/**
	 * The time that a send may wait for its turn unless set otherwise: 10 seconds.
	 */
	public static final Duration DEFAULT_SEND_TIMEOUT = Duration.ofSeconds(10);

	/**
	 * Check the settings.
	 * @param address where the daemon listens
	 * @param privateName the name to be known by
	 * @param membership whether membership messages are wanted
	 * @param priority whether the priority flag is set
	 * @param connectTimeout how long connecting may take
	 * @param sendTimeout how long a send may wait for its turn
	 */
	public ConnectionSettings {
		Names.requirePrivateName(privateName);
		requirePositive("Connect timeout", connectTimeout);
		requirePositive("Send timeout", sendTimeout);
	}

	/**
	 * Settings for the daemon of this machine at the default port, with a private name
	 * that the daemon chooses and with membership messages.
	 * @return the settings
	 */
	public static ConnectionSettings defaults() {
		return new ConnectionSettings(DaemonAddress.DEFAULT, "", true, false, DEFAULT_CONNECT_TIMEOUT,
				DEFAULT_SEND_TIMEOUT);
	}

	/**
	 * Default settings for another address.
	 * @param address the address, see {@link DaemonAddress#parse(String)}
	 * @return the settings
	 */
	public static ConnectionSettings of(String address) {
		return defaults().address(DaemonAddress.parse(address));
	}

	/**
	 * Change the address.
	 * @param address where the daemon listens
	 * @return the settings
	 */
	public ConnectionSettings address(DaemonAddress address) {
		return new ConnectionSettings(address, this.privateName, this.membership, this.priority, this.connectTimeout,
				this.sendTimeout);
	}

	/**
	 * Change the private name.
	 * @param privateName at most 10 characters from {@code $} to {@code ~}; empty lets
	 * the daemon choose one
	 * @return the settings
	 * @throws io.github.spreadspring.protocol.IllegalNameException if it is not allowed
	 */
	public ConnectionSettings privateName(String privateName) {
		return new ConnectionSettings(this.address, privateName, this.membership, this.priority, this.connectTimeout,
				this.sendTimeout);
	}

	/**
	 * Change whether membership messages are wanted.
	 * @param membership {@code false} to receive nothing but messages
	 * @return the settings
	 */
	public ConnectionSettings membership(boolean membership) {
		return new ConnectionSettings(this.address, this.privateName, membership, this.priority, this.connectTimeout,
				this.sendTimeout);
	}

	/**
	 * Change the time that connecting may take.
	 * @param connectTimeout more than zero
	 * @return the settings
	 */
	public ConnectionSettings connectTimeout(Duration connectTimeout) {
		return new ConnectionSettings(this.address, this.privateName, this.membership, this.priority, connectTimeout,
				this.sendTimeout);
	}

	/**
	 * Change the time that a send may wait for its turn.
	 * @param sendTimeout more than zero
	 * @return the settings
	 */
	public ConnectionSettings sendTimeout(Duration sendTimeout) {
		return new ConnectionSettings(this.address, this.privateName, this.membership, this.priority,
				this.connectTimeout, sendTimeout);
	}

	private static void requirePositive(String what, Duration duration) {
		if (duration.isNegative() || duration.isZero()) {
			throw new IllegalArgumentException(
					"%s of %s is not allowed: it must be more than zero".formatted(what, duration));
		}
	}

}
