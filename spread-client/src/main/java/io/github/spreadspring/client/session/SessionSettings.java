package io.github.spreadspring.client.session;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.transport.Deadline;

/**
 * How a session connects and stays connected. Immutable; each method with an argument
 * returns other settings.
 */
public final class SessionSettings {

	/**
	 * The first wait unless set otherwise: 50 milliseconds.
	 */
	public static final Duration DEFAULT_INITIAL_DELAY = Duration.ofMillis(50);

	/**
	 * The longest wait unless set otherwise: 1 second.
	 */
	public static final Duration DEFAULT_MAX_DELAY = Duration.ofSeconds(1);

	/**
	 * The time to wait for a private name that is taken unless set otherwise: 10 seconds.
	 */
	public static final Duration DEFAULT_PRIVATE_NAME_WAIT = Duration.ofSeconds(10);

	/**
	 * The time to wait for the answer to a ping unless set otherwise: 15 seconds.
	 */
	public static final Duration DEFAULT_PING_TIMEOUT = Duration.ofSeconds(15);

	private final Values values;

	private SessionSettings(Values values) {
		this.values = values;
	}

	/**
	 * Settings for one daemon.
	 * @param connection how to connect
	 * @return the settings
	 */
	public static SessionSettings of(ConnectionSettings connection) {
		return new SessionSettings(new Values(requireMembership(connection), List.of(connection.address())));
	}

	/**
	 * Return how to connect.
	 * @return the settings of each connection; the address is replaced by those of the
	 * list
	 */
	public ConnectionSettings connection() {
		return this.values.connection;
	}

	/**
	 * Change how to connect, but not the list of daemons.
	 * @param connection the settings of each connection
	 * @return the settings
	 */
	public SessionSettings connection(ConnectionSettings connection) {
		requireMembership(connection);
		return with((values) -> values.connection = connection);
	}

	/**
	 * Return the daemons.
	 * @return their addresses, at least one
	 */
	public List<DaemonAddress> addresses() {
		return this.values.addresses;
	}

	/**
	 * Change the daemons.
	 * @param addresses the daemons, in the order in which to try them
	 * @return the settings
	 */
	public SessionSettings addresses(List<DaemonAddress> addresses) {
		if (addresses.isEmpty()) {
			throw new IllegalArgumentException("A session needs at least one daemon address");
		}
		return with((values) -> values.addresses = List.copyOf(addresses));
	}

	/**
	 * Return whether the daemons are tried in an order of chance.
	 * @return {@code false} unless set otherwise
	 */
	public boolean shuffle() {
		return this.values.shuffle;
	}

	/**
	 * Change whether the daemons are tried in an order of chance, another one each time,
	 * so that many applications spread over them. Otherwise the first one of the list is
	 * preferred. Either way a daemon that has just failed comes last.
	 * @param shuffle whether to shuffle
	 * @return the settings
	 */
	public SessionSettings shuffle(boolean shuffle) {
		return with((values) -> values.shuffle = shuffle);
	}

	/**
	 * Return the wait before the first attempt to reconnect. Each further wait is twice
	 * the one before, give or take 20 %. After a connection that lasted longer than the
	 * longest wait it begins with the first one again.
	 * @return the first wait, 50 milliseconds unless set otherwise
	 */
	public Duration reconnectInitialDelay() {
		return this.values.reconnectInitialDelay;
	}

	/**
	 * Return the longest wait between attempts.
	 * @return the longest wait, 1 second unless set otherwise
	 */
	public Duration reconnectMaxDelay() {
		return this.values.reconnectMaxDelay;
	}

	/**
	 * Change the waits between attempts to reconnect.
	 * @param initial the first wait, more than zero
	 * @param max the longest wait; more than 100 years counts as 100 years
	 * @return the settings
	 */
	public SessionSettings reconnectDelay(Duration initial, Duration max) {
		if (!isPositive(initial) || max.compareTo(initial) < 0) {
			throw new IllegalArgumentException(
					"Reconnect delays of %s to %s are not allowed: more than zero, and the longest not below the first"
						.formatted(initial, max));
		}
		return with((values) -> {
			values.reconnectInitialDelay = capped(initial);
			values.reconnectMaxDelay = capped(max);
		});
	}

	/**
	 * Return how long to wait for a private name that is taken.
	 * @return the time from the first refusal, 10 seconds unless set otherwise
	 */
	public Duration privateNameWait() {
		return this.values.privateNameWait;
	}

	/**
	 * Change how long to wait for a private name that is taken: after a crash it stays so
	 * until the daemon has noticed. Meanwhile all daemons are tried four times a second,
	 * more rarely those that take long to fail. After an outage the wait begins anew.
	 * @param privateNameWait the time from the first refusal; zero not to wait, more than
	 * 100 years counts as 100 years
	 * @return the settings
	 */
	public SessionSettings privateNameWait(Duration privateNameWait) {
		if (privateNameWait.isNegative()) {
			throw new IllegalArgumentException(
					"A wait of %s for the private name is not allowed: it must be zero or more"
						.formatted(privateNameWait));
		}
		return with((values) -> values.privateNameWait = capped(privateNameWait));
	}

	/**
	 * Return what to do when the private name is still taken after that time.
	 * @return {@link PrivateNamePolicy#FAIL} unless set otherwise
	 */
	public PrivateNamePolicy privateNamePolicy() {
		return this.values.privateNamePolicy;
	}

	/**
	 * Change what to do when the private name is still taken after
	 * {@link #privateNameWait()}.
	 * @param privateNamePolicy what to do
	 * @return the settings
	 */
	public SessionSettings privateNamePolicy(PrivateNamePolicy privateNamePolicy) {
		return with((values) -> values.privateNamePolicy = privateNamePolicy);
	}

	/**
	 * Return how often the session sends itself a message through the daemon.
	 * @return the time between two pings, or {@code null} if it sends none
	 */
	public @Nullable Duration pingInterval() {
		return this.values.pingInterval;
	}

	/**
	 * Change how often the session sends itself a message through the daemon: to notice a
	 * daemon or a network that is silent without having closed the connection, and to
	 * measure the way through the network of daemons.
	 * @param pingInterval the time between two pings; {@code null}, the default, for
	 * none, more than 100 years counts as 100 years
	 * @return the settings
	 */
	public SessionSettings pingInterval(@Nullable Duration pingInterval) {
		if (pingInterval != null && !isPositive(pingInterval)) {
			throw new IllegalArgumentException(
					"A ping interval of %s is not allowed: it must be more than zero; without one there are no pings"
						.formatted(pingInterval));
		}
		return with((values) -> values.pingInterval = (pingInterval != null) ? capped(pingInterval) : null);
	}

	/**
	 * Return how long nothing may come while a ping is out, not even a part of a message.
	 * With {@link io.github.spreadspring.client.Transport#NATIVE} only whole messages
	 * count.
	 * @return the time after which the connection is given up, 15 seconds unless set
	 * otherwise
	 */
	public Duration pingTimeout() {
		return this.values.pingTimeout;
	}

	/**
	 * Change how long nothing may come while a ping is out. Daemons deliver nothing while
	 * their network forms anew: about 3 seconds on a local network, longer on a wide one.
	 * With {@link io.github.spreadspring.client.Transport#NATIVE} it also has to be more
	 * than the longest message takes to come in.
	 * @param pingTimeout the time after which the connection is given up; more than that,
	 * where more than 100 years counts as 100 years
	 * @return the settings
	 */
	public SessionSettings pingTimeout(Duration pingTimeout) {
		if (!isPositive(pingTimeout)) {
			throw new IllegalArgumentException(
					"A ping timeout of %s is not allowed: it must be more than zero, and should be more than the network of daemons takes to form anew"
						.formatted(pingTimeout));
		}
		return with((values) -> values.pingTimeout = capped(pingTimeout));
	}

	private SessionSettings with(Consumer<Values> change) {
		Values changed = this.values.copy();
		change.accept(changed);
		return new SessionSettings(changed);
	}

	private static ConnectionSettings requireMembership(ConnectionSettings connection) {
		if (!connection.membership()) {
			throw new IllegalArgumentException("A session needs membership messages: without them it cannot know "
					+ "when it has joined. Use a SpreadConnection to go without.");
		}
		return connection;
	}

	static Duration capped(Duration duration) {
		return (duration.compareTo(Deadline.FOR_EVER) < 0) ? duration : Deadline.FOR_EVER;
	}

	private static boolean isPositive(Duration duration) {
		return !duration.isNegative() && !duration.isZero();
	}

	@Override
	public String toString() {
		return "%s, daemons %s".formatted(this.values.connection, this.values.addresses);
	}

	/**
	 * Never changed once it is part of settings.
	 */
	private static final class Values implements Cloneable {

		private ConnectionSettings connection;

		private List<DaemonAddress> addresses;

		private boolean shuffle;

		private Duration reconnectInitialDelay = DEFAULT_INITIAL_DELAY;

		private Duration reconnectMaxDelay = DEFAULT_MAX_DELAY;

		private Duration privateNameWait = DEFAULT_PRIVATE_NAME_WAIT;

		private PrivateNamePolicy privateNamePolicy = PrivateNamePolicy.FAIL;

		private @Nullable Duration pingInterval;

		private Duration pingTimeout = DEFAULT_PING_TIMEOUT;

		Values(ConnectionSettings connection, List<DaemonAddress> addresses) {
			this.connection = connection;
			this.addresses = addresses;
		}

		private Values copy() {
			try {
				return (Values) clone();
			}
			catch (CloneNotSupportedException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
