package io.github.spreadspring.daemon;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Several Spread daemons inside the JVM that share groups and one order, for development
 * and tests. The network can be divided and brought together again, and every daemon can
 * be killed, frozen and started again: clients see what they would see at C daemons of
 * version 5.0.1, transitional signals and virtual-synchrony sets included.
 * <p>
 * A message reaches all members of its groups that can be reached. Clients of one daemon
 * always stay together. What happens to daemons is noticed after the
 * {@linkplain EmbeddedSpreadNetworkBuilder#detectionTime(Duration) detection time} where
 * somebody is lost, and at once where somebody comes back.
 * <p>
 * All methods can be called from any thread.
 *
 * <pre>
 * try (EmbeddedSpreadNetwork network = EmbeddedSpreadNetwork.builder().daemons("alpha", "beta").build().start()) {
 *     connectTo(network.daemon("alpha").address());
 *     network.partition(List.of("alpha"), List.of("beta"));
 *     network.merge();
 * }
 * </pre>
 */
public final class EmbeddedSpreadNetwork implements AutoCloseable {

	private final Map<String, EmbeddedSpreadDaemon> daemons = new LinkedHashMap<>();

	private final Duration detectionTime;

	private final Duration rotation;

	private final ReentrantLock lifecycle = new ReentrantLock();

	private volatile @Nullable Running running;

	EmbeddedSpreadNetwork(Map<String, Configuration> configurations, Duration detectionTime, Duration rotation) {
		this.detectionTime = detectionTime;
		this.rotation = rotation;
		configurations.forEach((name, configuration) -> {
			int position = this.daemons.size();
			Function<Configuration, RunningDaemon> launcher = (current) -> launch(current, position);
			this.daemons.put(name, new EmbeddedSpreadDaemon(configuration, launcher));
		});
	}

	/**
	 * Begin to configure a network.
	 * @return a builder without daemons
	 */
	public static EmbeddedSpreadNetworkBuilder builder() {
		return new EmbeddedSpreadNetworkBuilder();
	}

	/**
	 * Start all daemons; they reach each other. Does nothing while the network is
	 * running. After {@link #close()} it starts anew on the same ports, undivided and
	 * without any session.
	 * @return this network
	 * @throws UncheckedIOException if an address cannot be bound, as in
	 * {@link EmbeddedSpreadDaemon#start()}; no daemon runs then
	 */
	public EmbeddedSpreadNetwork start() {
		this.lifecycle.lock();
		try {
			if (this.running == null) {
				DaemonLoop loop = new DaemonLoop();
				this.running = new Running(loop,
						new NetworkMembership(loop.eventLoop(), this.detectionTime, this.rotation));
				startAll();
			}
			return this;
		}
		finally {
			this.lifecycle.unlock();
		}
	}

	private void startAll() {
		try {
			this.daemons.values().forEach(EmbeddedSpreadDaemon::start);
		}
		catch (RuntimeException ex) {
			close();
			throw ex;
		}
	}

	/**
	 * Stop all daemons. Does nothing when the network is not running. Clients see the end
	 * of their connection and nothing else.
	 */
	@Override
	public void close() {
		this.lifecycle.lock();
		try {
			Running network = this.running;
			if (network != null) {
				this.running = null;
				network.loop().run(network.membership()::close);
				this.daemons.values().forEach(EmbeddedSpreadDaemon::close);
				network.loop().close();
			}
		}
		finally {
			this.lifecycle.unlock();
		}
	}

	/**
	 * Return a daemon, to connect to, or to make something go wrong. Closing, killing and
	 * starting it concerns it alone: the others lose it and get it back.
	 * @param name the name of the daemon
	 * @return the daemon, the same object for all the life of the network
	 * @throws IllegalArgumentException if there is none with this name
	 */
	public EmbeddedSpreadDaemon daemon(String name) {
		EmbeddedSpreadDaemon daemon = this.daemons.get(name);
		if (daemon == null) {
			throw new IllegalArgumentException(
					"There is no daemon \"%s\": the network has %s".formatted(name, this.daemons.keySet()));
		}
		return daemon;
	}

	/**
	 * Return all daemons.
	 * @return the daemons in the order of the configuration, whether they run or not
	 */
	public List<EmbeddedSpreadDaemon> daemons() {
		return List.copyOf(this.daemons.values());
	}

	/**
	 * Divide the network. Called again, it divides anew in one step: daemons that were
	 * apart can come together while others are lost.
	 * @param components the names of daemons that reach each other and nobody else.
	 * Daemons that are not named reach each other too
	 * @throws IllegalArgumentException if a name is unknown or stands there twice
	 * @throws IllegalStateException if the network is not running
	 */
	@SafeVarargs
	public final void partition(Collection<String>... components) {
		Map<String, Integer> divisions = new HashMap<>();
		for (int i = 0; i < components.length; i++) {
			for (String name : components[i]) {
				daemon(name);
				if (divisions.put(name, i + 1) != null) {
					throw new IllegalArgumentException(
							"Daemon \"%s\" is named twice: it can be in one component only".formatted(name));
				}
			}
		}
		Running network = running();
		network.loop().run(() -> network.membership().divide(Map.copyOf(divisions)));
	}

	/**
	 * Bring all daemons together again. To bring some together, call
	 * {@link #partition(Collection[])} with fewer components. When a loss is just being
	 * noticed, they come together when it is.
	 * @throws IllegalStateException if the network is not running
	 */
	public void merge() {
		partition();
	}

	/**
	 * Return which daemons share groups and an order now. After a loss this changes when
	 * it has been noticed.
	 * @return the names of the running daemons, in the order of the configuration
	 * @throws IllegalStateException if the network is not running
	 */
	public List<Set<String>> components() {
		Running network = running();
		return network.loop().call(network.membership()::components);
	}

	private RunningDaemon launch(Configuration configuration, int position) {
		Running network = running();
		DaemonLoop loop = network.loop();
		return RunningDaemon.start(configuration, position, loop, network.membership(), loop::awaitSelection);
	}

	private Running running() {
		Running network = this.running;
		if (network == null) {
			throw new IllegalStateException("The embedded Spread network is not running: call start() first");
		}
		return network;
	}

	/**
	 * What exists between start and close.
	 *
	 * @param loop the thread of all daemons
	 * @param membership who can reach whom
	 */
	private record Running(DaemonLoop loop, NetworkMembership membership) {
	}

}
