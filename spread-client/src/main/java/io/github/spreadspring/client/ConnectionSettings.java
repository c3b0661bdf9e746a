package io.github.spreadspring.client;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.protocol.AuthenticationMethods;
import io.github.spreadspring.protocol.Names;

/**
 * How to connect to a daemon. Immutable; each method with an argument returns other
 * settings.
 */
public final class ConnectionSettings {

	/**
	 * The time that connecting may take unless set otherwise: 5 seconds.
	 */
	public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(5);

	/**
	 * The time that a send may wait for its turn unless set otherwise: 10 seconds.
	 */
	public static final Duration DEFAULT_SEND_TIMEOUT = Duration.ofSeconds(10);

	private static final ConnectionSettings DEFAULTS = new ConnectionSettings(new Values());

	private final Values values;

	private ConnectionSettings(Values values) {
		this.values = values;
	}

	/**
	 * Settings for the daemon of this machine at the default port, with a private name
	 * that the daemon chooses and with membership messages.
	 * @return the settings
	 */
	public static ConnectionSettings defaults() {
		return DEFAULTS;
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
	 * Return where the daemon listens.
	 * @return the address
	 */
	public DaemonAddress address() {
		return this.values.address;
	}

	/**
	 * Change the address.
	 * @param address where the daemon listens
	 * @return the settings
	 */
	public ConnectionSettings address(DaemonAddress address) {
		return with((values) -> values.address = address);
	}

	/**
	 * Return the name to be known by.
	 * @return the private name; empty if the daemon is to choose one
	 */
	public String privateName() {
		return this.values.privateName;
	}

	/**
	 * Change the private name.
	 * @param privateName at most 10 characters from {@code $} to {@code ~}; empty lets
	 * the daemon choose one
	 * @return the settings
	 * @throws io.github.spreadspring.protocol.IllegalNameException if it is not allowed
	 */
	public ConnectionSettings privateName(String privateName) {
		Names.requirePrivateName(privateName);
		return with((values) -> values.privateName = privateName);
	}

	/**
	 * Return whether membership messages are wanted.
	 * @return {@code true} unless set otherwise
	 */
	public boolean membership() {
		return this.values.membership;
	}

	/**
	 * Change whether membership messages are wanted.
	 * @param membership {@code false} to receive nothing but messages
	 * @return the settings
	 */
	public ConnectionSettings membership(boolean membership) {
		return with((values) -> values.membership = membership);
	}

	/**
	 * Return whether the priority flag is set.
	 * @return {@code false} unless set otherwise
	 */
	public boolean priority() {
		return this.values.priority;
	}

	/**
	 * Change the priority flag, which has no effect in Spread 5.0.1.
	 * @param priority whether to set it; the C API sets it for any priority above 0
	 * @return the settings
	 */
	public ConnectionSettings priority(boolean priority) {
		return with((values) -> values.priority = priority);
	}

	/**
	 * Return how long connecting and handshake may take together.
	 * @return the time; looking up the host name comes on top
	 */
	public Duration connectTimeout() {
		return this.values.connectTimeout;
	}

	/**
	 * Change the time that connecting may take.
	 * @param connectTimeout more than zero
	 * @return the settings
	 */
	public ConnectionSettings connectTimeout(Duration connectTimeout) {
		requirePositive("Connect timeout", connectTimeout);
		return with((values) -> values.connectTimeout = connectTimeout);
	}

	/**
	 * Return how long a send may wait for its turn.
	 * @return the time
	 */
	public Duration sendTimeout() {
		return this.values.sendTimeout;
	}

	/**
	 * Change the time that a send may wait for its turn.
	 * @param sendTimeout more than zero
	 * @return the settings
	 */
	public ConnectionSettings sendTimeout(Duration sendTimeout) {
		requirePositive("Send timeout", sendTimeout);
		return with((values) -> values.sendTimeout = sendTimeout);
	}

	/**
	 * Return how to prove who we are.
	 * @return the methods, in the order in which the daemon runs them
	 */
	public List<AuthenticationMethod> authentication() {
		return this.values.authentication;
	}

	/**
	 * Change how to prove who we are.
	 * @param methods one or two methods that the daemon offers, in the order in which to
	 * run them; default {@link AuthenticationMethod#NULL}
	 * @return the settings
	 * @throws IllegalArgumentException if there is none, if there are more than two (the
	 * daemon refuses three), or if a name is longer than 29 characters
	 */
	public ConnectionSettings authentication(AuthenticationMethod... methods) {
		List<AuthenticationMethod> list = List.of(methods);
		AuthenticationMethods.requireChoice(list.stream().map(AuthenticationMethod::name).toList());
		return with((values) -> values.authentication = list);
	}

	/**
	 * Return how to talk to the daemon.
	 * @return the transport
	 */
	public Transport transport() {
		return this.values.transport;
	}

	/**
	 * Change how to talk to the daemon.
	 * @param transport the transport; default {@link Transport#SOCKET}
	 * @return the settings
	 */
	public ConnectionSettings transport(Transport transport) {
		return with((values) -> values.transport = transport);
	}

	/**
	 * Return where libspread is, for {@link Transport#NATIVE}.
	 * @return the file or its folder, or {@code null} to look where the operating system
	 * does
	 */
	public @Nullable Path nativeLibraryPath() {
		return this.values.nativeLibraryPath;
	}

	/**
	 * Change where libspread is, for {@link Transport#NATIVE}.
	 * @param nativeLibraryPath the file or its folder; {@code null}, the default, to look
	 * where the operating system does
	 * @return the settings
	 */
	public ConnectionSettings nativeLibraryPath(@Nullable Path nativeLibraryPath) {
		return with((values) -> values.nativeLibraryPath = nativeLibraryPath);
	}

	private ConnectionSettings with(Consumer<Values> change) {
		Values copy = this.values.copy();
		change.accept(copy);
		return new ConnectionSettings(copy);
	}

	private static void requirePositive(String what, Duration duration) {
		if (duration.isNegative() || duration.isZero()) {
			throw new IllegalArgumentException(
					"%s of %s is not allowed: it must be more than zero".formatted(what, duration));
		}
	}

	@Override
	public String toString() {
		Values values = this.values;
		return "%s%s over %s".formatted(values.address,
				values.privateName.isEmpty() ? "" : " as \"" + values.privateName + "\"", values.transport);
	}

	/**
	 * Never changed once it is part of settings, so that those can grow without an ever
	 * longer constructor.
	 */
	private static final class Values implements Cloneable {

		private DaemonAddress address = DaemonAddress.DEFAULT;

		private String privateName = "";

		private boolean membership = true;

		private boolean priority;

		private Duration connectTimeout = DEFAULT_CONNECT_TIMEOUT;

		private Duration sendTimeout = DEFAULT_SEND_TIMEOUT;

		private List<AuthenticationMethod> authentication = List.of(AuthenticationMethod.NULL);

		private Transport transport = Transport.SOCKET;

		private @Nullable Path nativeLibraryPath;

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
