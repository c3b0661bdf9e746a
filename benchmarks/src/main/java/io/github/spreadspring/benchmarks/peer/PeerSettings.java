package io.github.spreadspring.benchmarks.peer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import io.github.spreadspring.protocol.ServiceType;

/**
 * The command line of a peer: {@code key=value} arguments, see the README of this module.
 *
 * @param implementation what to send and receive with; only for peers of this jar
 * @param role what to do
 * @param address the daemon, {@code port@host} or {@code port} for the Unix domain socket
 * @param name beginning of the private names, completed with the number of the connection
 * @param peer beginning of the private names on the other side
 * @param group the group
 * @param size bytes of a body
 * @param service the service type
 * @param connections number of connections, each with a thread
 * @param peers number of connections on the other side
 * @param window most messages without an acknowledgement; 0 for no limit
 * @param ack after how many messages of a sender a receiver acknowledges; 0 for never
 * @param batch messages handed over at once; 1 sends each by itself
 * @param library path of libspread, empty to search it
 */
public record PeerSettings(String implementation, Role role, String address, String name, String peer, String group,
		int size, ServiceType service, int connections, int peers, int window, int ack, int batch, String library) {

	/**
	 * Settings for one connection on either side, without flow control.
	 * @param implementation what to send and receive with
	 * @param role what to do
	 * @param address the daemon
	 * @return the settings
	 */
	public static PeerSettings of(String implementation, Role role, String address) {
		return parse(List.of("implementation=" + implementation, "role=" + role, "address=" + address));
	}

	/**
	 * Return these settings with another size.
	 * @param size bytes of a body
	 * @return the settings
	 */
	public PeerSettings size(int size) {
		return new PeerSettings(this.implementation, this.role, this.address, this.name, this.peer, this.group, size,
				this.service, this.connections, this.peers, this.window, this.ack, this.batch, this.library);
	}

	/**
	 * Read a command line.
	 * @param arguments the arguments; what is absent has a default
	 * @return the settings
	 */
	public static PeerSettings parse(List<String> arguments) {
		Map<String, String> values = new LinkedHashMap<>(Map.of("implementation", "socket", "role", "send", "address",
				"4803", "name", "s", "peer", "r", "group", "benchmark", "size", "64", "service", "AGREED"));
		values.putAll(Map.of("connections", "1", "peers", "1", "window", "0", "ack", "0", "batch", "1", "library", ""));
		for (String argument : arguments) {
			int equals = argument.indexOf('=');
			if (equals < 0 || values.put(argument.substring(0, equals), argument.substring(equals + 1)) == null) {
				throw new IllegalArgumentException("Argument \"%s\" is not known: key=value with one of %s is"
					.formatted(argument, values.keySet()));
			}
		}
		return new PeerSettings(value(values, "implementation"),
				Role.valueOf(value(values, "role").toUpperCase(Locale.ROOT)), value(values, "address"),
				value(values, "name"), value(values, "peer"), value(values, "group"),
				Integer.parseInt(value(values, "size")),
				ServiceType.valueOf(value(values, "service").toUpperCase(Locale.ROOT)),
				Integer.parseInt(value(values, "connections")), Integer.parseInt(value(values, "peers")),
				Integer.parseInt(value(values, "window")), Integer.parseInt(value(values, "ack")),
				Integer.parseInt(value(values, "batch")), value(values, "library"));
	}

	private static String value(Map<String, String> values, String key) {
		return Objects.requireNonNull(values.get(key), key);
	}

	/**
	 * Return the command line.
	 * @return what {@link #parse(List)} reads
	 */
	public List<String> toArguments() {
		List<String> arguments = new ArrayList<>();
		arguments.add("implementation=" + this.implementation);
		arguments.add("role=" + this.role.name().toLowerCase(Locale.ROOT));
		arguments.add("address=" + this.address);
		arguments.add("name=" + this.name);
		arguments.add("peer=" + this.peer);
		arguments.add("group=" + this.group);
		arguments.add("size=" + this.size);
		arguments.add("service=" + this.service);
		arguments.add("connections=" + this.connections);
		arguments.add("peers=" + this.peers);
		arguments.add("window=" + this.window);
		arguments.add("ack=" + this.ack);
		arguments.add("batch=" + this.batch);
		arguments.add("library=" + this.library);
		return List.copyOf(arguments);
	}

}
