package io.github.spreadspring.client.session;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.protocol.SpreadVersion;

/**
 * How a session has fared since it was created, for health checks and metrics. Each
 * figure is that of the moment; to be asked by any thread, at no cost.
 */
public final class SessionStatistics {

	private final ConnectionHistory history;

	private final Router router;

	SessionStatistics(ConnectionHistory history, Router router) {
		this.history = history;
		this.router = router;
	}

	/**
	 * Return since when the session is connected.
	 * @return the time, or {@code null} while not connected
	 */
	public @Nullable Instant connectedSince() {
		return this.history.connectedSince();
	}

	/**
	 * Return the version of the daemon.
	 * @return the version, or {@code null} while not connected, and over libspread, which
	 * does not tell
	 */
	public @Nullable SpreadVersion daemonVersion() {
		return this.history.daemonVersion();
	}

	/**
	 * Return how often the session has connected again.
	 * @return the number of connections after the first
	 */
	public long reconnects() {
		return this.history.reconnects();
	}

	/**
	 * Return how often a connection has ended while the session went on: by a loss or by
	 * {@link SpreadSession#reconnect()}, but not by a stop. What was sent in the group
	 * from then to the next connection never comes.
	 * @return the number of gaps
	 */
	public long gaps() {
		return this.history.gaps();
	}

	/**
	 * Return how long the last ping took to the daemon and back.
	 * @return the time, or {@code null} when there was none over this connection
	 * @see SessionSettings#pingInterval(Duration)
	 */
	public @Nullable Duration lastRoundTrip() {
		return this.history.lastRoundTrip();
	}

	/**
	 * Return how long the session has read nothing, because a listener was behind. The
	 * daemon ends the connection when this goes on for too long.
	 * @return the time, that which is under way included
	 */
	public Duration heldTime() {
		return Duration.ofNanos(this.router.backPressure().heldNanos());
	}

	/**
	 * Return how many messages and joins the daemon has refused, because of its access
	 * control.
	 * @return the number
	 */
	public long rejected() {
		return this.router.rejected();
	}

	/**
	 * Return how many messages to our private group no stream took.
	 * @return the number
	 */
	public long unclaimedPrivateMessages() {
		return this.router.unclaimed();
	}

}
