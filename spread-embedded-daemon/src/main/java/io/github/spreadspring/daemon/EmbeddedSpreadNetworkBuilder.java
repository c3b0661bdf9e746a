package io.github.spreadspring.daemon;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Sets up an {@link EmbeddedSpreadNetwork}. Only the names of the daemons have no
 * default.
 */
public final class EmbeddedSpreadNetworkBuilder {

	private Set<String> names = Set.of();

	private BiConsumer<String, EmbeddedSpreadDaemonBuilder> customizer = (name, builder) -> {
	};

	private Duration detectionTime = Duration.ofMillis(50);

	private Duration rotation = Duration.ZERO;

	EmbeddedSpreadNetworkBuilder() {
	}

	/**
	 * Set the daemons.
	 * @param names their names, which are the second parts of the private groups of their
	 * clients. Their order is that of the configuration of the network: members of a
	 * group are listed in it
	 * @return this builder
	 * @throws IllegalArgumentException if a name stands there twice
	 */
	public EmbeddedSpreadNetworkBuilder daemons(String... names) {
		Set<String> all = new LinkedHashSet<>(List.of(names));
		if (all.size() < names.length) {
			throw new IllegalArgumentException(
					"The daemons %s are not allowed: every name can stand there once".formatted(List.of(names)));
		}
		this.names = all;
		return this;
	}

	/**
	 * Set up the daemons one by one. Otherwise each listens on a free TCP port of the
	 * loopback interface.
	 * @param customizer called with the name of each daemon and its builder, where the
	 * name must not be changed
	 * @return this builder
	 */
	public EmbeddedSpreadNetworkBuilder customize(BiConsumer<String, EmbeddedSpreadDaemonBuilder> customizer) {
		this.customizer = customizer;
		return this;
	}

	/**
	 * Set how long it takes to notice that a daemon cannot be reached any more. In this
	 * time nobody who shared an order with it is delivered anything; clients can connect,
	 * and what they send waits. C daemons in a LAN notice after 1.25 seconds and need
	 * about 1.75 seconds more until they go on.
	 * @param detectionTime the time; with zero everybody notices at once, before the call
	 * returns that was the cause. Default 50 ms
	 * @return this builder
	 * @throws IllegalArgumentException if the time is negative
	 */
	public EmbeddedSpreadNetworkBuilder detectionTime(Duration detectionTime) {
		this.detectionTime = requireNotNegative("Detection time", detectionTime);
		return this;
	}

	/**
	 * Set how long SAFE messages have to wait, as in a ring of C daemons, where a token
	 * has to tell that every daemon has them. What is ordered behind them waits too,
	 * while RELIABLE and UNRELIABLE messages that fit into one packet overtake. When
	 * daemons are lost, what is waiting is delivered after the transitional signal.
	 * @param rotation the time; with zero, the default, nothing waits
	 * @return this builder
	 * @throws IllegalArgumentException if the time is negative
	 */
	public EmbeddedSpreadNetworkBuilder rotation(Duration rotation) {
		this.rotation = requireNotNegative("Rotation", rotation);
		return this;
	}

	/**
	 * Create the network, without starting it.
	 * @return a new network
	 * @throws IllegalStateException if it has no daemon, or a daemon is not set up right
	 * @throws io.github.spreadspring.protocol.IllegalNameException if a name is not
	 * allowed: 1 to 19 characters from {@code $} to {@code ~} are
	 */
	public EmbeddedSpreadNetwork build() {
		if (this.names.isEmpty()) {
			throw new IllegalStateException(
					"An embedded Spread network needs daemons: call daemons(name, …), for example daemons(\"alpha\", \"beta\")");
		}
		Map<String, Configuration> configurations = new LinkedHashMap<>();
		for (String name : this.names) {
			EmbeddedSpreadDaemonBuilder builder = EmbeddedSpreadDaemon.builder().name(name);
			this.customizer.accept(name, builder);
			Configuration configuration = builder.configuration();
			if (!configuration.name().equals(name)) {
				throw new IllegalStateException(
						"The customizer has renamed the daemon \"%s\" to \"%s\": name it in daemons(…)".formatted(name,
								configuration.name()));
			}
			configurations.put(name, configuration);
		}
		return new EmbeddedSpreadNetwork(configurations, this.detectionTime, this.rotation);
	}

	private static Duration requireNotNegative(String what, Duration time) {
		if (time.isNegative()) {
			throw new IllegalArgumentException("%s %s is not allowed: zero or more is".formatted(what, time));
		}
		return time;
	}

}
