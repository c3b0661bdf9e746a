package io.github.spreadspring.client;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.spreadspring.protocol.SpreadLimits;

/**
 * Where a daemon listens.
 *
 * @param host the host name or IP address; empty for the daemon of this machine, which is
 * reached through its Unix domain socket {@code /tmp/<port>} where there is one, and else
 * through TCP
 * @param port the port, 1 to 65535
 */
public record DaemonAddress(String host, int port) {

	/**
	 * The daemon of this machine at the default port.
	 */
	public static final DaemonAddress DEFAULT = new DaemonAddress("", SpreadLimits.DEFAULT_PORT);

	private static final Pattern PORT = Pattern.compile("(?<port>\\d+)");

	private static final Pattern PORT_AT_HOST = Pattern.compile("(?<port>[^@]*)@(?:\\[(?<v6>[^]]*)]|(?<host>.*))");

	private static final Pattern HOST = Pattern
		.compile("(?:\\[(?<v6>[^]]*)]|(?<host>[^:\\[\\]]+))(?::(?<port>[^:]*))?");

	private static final Pattern LEGAL_HOST = Pattern.compile("[\\p{Alnum}._:%-]+");

	private static final Pattern LOOPBACK = Pattern
		.compile("localhost|127(\\.\\d{1,3}){1,3}|::1|0:0:0:0:0:0:0:1|::ffff:127(\\.\\d{1,3}){3}");

	/**
	 * Parse an address.
	 * @param text {@code 4803@host} as Spread writes it, with an IPv6 address as in
	 * {@code 4803@::1}; {@code 4803} for the daemon of this machine; also {@code host},
	 * {@code host:4803} and {@code [::1]:4803}
	 * @return the address
	 * @throws IllegalAddressException if the text has another form
	 */
	public static DaemonAddress parse(String text) {
		String trimmed = text.strip();
		Matcher matcher = PORT.matcher(trimmed);
		if (matcher.matches()) {
			return new DaemonAddress("", port(text, trimmed));
		}
		matcher = PORT_AT_HOST.matcher(trimmed);
		if (matcher.matches()) {
			return new DaemonAddress(host(text, matcher), port(text, matcher.group("port")));
		}
		matcher = HOST.matcher(trimmed);
		if (!matcher.matches()) {
			throw new IllegalAddressException(text, trimmed.isEmpty() ? "it is empty"
					: "it has several colons (write an IPv6 address as 4803@::1 or [::1]:4803)");
		}
		String port = matcher.group("port");
		return new DaemonAddress(host(text, matcher), (port != null) ? port(text, port) : SpreadLimits.DEFAULT_PORT);
	}

	/**
	 * Whether this is the daemon of this machine, by its Unix domain socket or else TCP.
	 * @return {@code true} if the address is a bare port
	 */
	public boolean isLocal() {
		return this.host.isEmpty();
	}

	/**
	 * Whether only this machine can be meant. No name is looked up.
	 * @return {@code true} for a bare port, {@code localhost} and loopback IP addresses
	 */
	public boolean isLoopback() {
		return isLocal() || LOOPBACK.matcher(this.host.toLowerCase(java.util.Locale.ROOT)).matches();
	}

	/**
	 * Return the address as Spread writes it.
	 * @return {@code port@host} or {@code port}
	 */
	@Override
	public String toString() {
		return isLocal() ? Integer.toString(this.port) : this.port + "@" + this.host;
	}

	private static String host(String text, Matcher matcher) {
		String v6 = matcher.group("v6");
		String host = (v6 != null) ? v6 : matcher.group("host");
		if (!LEGAL_HOST.matcher(host).matches()) {
			throw new IllegalAddressException(text,
					host.isEmpty() ? "the host is missing" : "\"%s\" is not a host name or IP address".formatted(host));
		}
		return host;
	}

	private static int port(String text, String port) {
		if (!port.matches("\\d{1,9}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65_535) {
			throw new IllegalAddressException(text, "\"%s\" is not a port from 1 to 65535".formatted(port));
		}
		return Integer.parseInt(port);
	}

}
