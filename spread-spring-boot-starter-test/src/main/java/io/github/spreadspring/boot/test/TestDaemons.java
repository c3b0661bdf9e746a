package io.github.spreadspring.boot.test;

import java.io.UncheckedIOException;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.springframework.boot.convert.DurationStyle;

import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.daemon.EmbeddedSpreadNetwork;
import io.github.spreadspring.protocol.MemberId;

/**
 * The daemons of one test class or one application context.
 */
final class TestDaemons implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private final Settings settings;

	private final EmbeddedSpreadNetwork network;

	private final ReentrantLock lock = new ReentrantLock();

	/** Kept, since a daemon that does not run does not tell its own. */
	private final Set<Integer> ports;

	/** Sessions that lead elsewhere, of which we have warned. */
	private final Set<String> warned = ConcurrentHashMap.newKeySet();

	private boolean closed;

	private TestDaemons(Settings settings, EmbeddedSpreadNetwork network) {
		this.settings = settings;
		this.network = network;
		this.ports = network.daemons().stream().map(EmbeddedSpreadDaemon::port).collect(Collectors.toSet());
	}

	static TestDaemons start(Settings settings) {
		EmbeddedSpreadNetwork network = EmbeddedSpreadNetwork.builder()
			.daemons(settings.daemons().toArray(String[]::new))
			.detectionTime(settings.detectionTime())
			.customize((name, builder) -> builder.port(name.equals(settings.first()) ? settings.port() : 0))
			.build();
		try {
			network.start();
		}
		catch (UncheckedIOException ex) {
			throw (ex.getCause() instanceof BindException) ? settings.portTaken(ex) : ex;
		}
		return new TestDaemons(settings, network);
	}

	boolean hasSettings(Settings settings) {
		return this.settings.equals(settings);
	}

	EmbeddedSpreadNetwork network() {
		return this.network;
	}

	/**
	 * Return the daemon of the application.
	 * @return the first daemon
	 */
	EmbeddedSpreadDaemon first() {
		return this.network.daemon(this.settings.first());
	}

	/**
	 * Tell our daemons from others.
	 * @param address the address of a daemon
	 * @return whether one of ours has its port
	 */
	boolean isOurs(DaemonAddress address) {
		return this.ports.contains(address.port());
	}

	boolean isFirstWarning(String session) {
		return this.warned.add(session);
	}

	/**
	 * Tell a session that is here from one that was.
	 * @param address the address of its daemon
	 * @param member who it is
	 * @return {@code false} if the daemon is one of ours and does not have it any more
	 */
	boolean mayHave(DaemonAddress address, MemberId member) {
		return this.network.daemons()
			.stream()
			.filter((daemon) -> daemon.isRunning() && daemon.port() == address.port())
			.allMatch((daemon) -> daemon.hasSession(member.privateName()));
	}

	/**
	 * Undo whatever a test has done to the daemons. Does nothing once these are closed.
	 */
	void heal() {
		this.lock.lock();
		try {
			if (!this.closed) {
				this.network.start();
				this.network.daemons().forEach(EmbeddedSpreadDaemon::start);
				this.network.daemons().forEach((daemon) -> daemon.faults().clear());
				this.network.merge();
				// a loss that is just being noticed ends before they come together
				Awaitility.await("daemons that are together again")
					.pollInterval(Duration.ofMillis(2))
					.atMost(PATIENCE.plus(this.settings.detectionTime()))
					.until(() -> this.network.components().size() == 1);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void close() {
		this.lock.lock();
		try {
			this.closed = true;
			this.network.close();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * What the annotation says about daemons and properties: equal settings, same
	 * context.
	 *
	 * @param daemons the names, at least one
	 * @param port the port of the first daemon, or 0
	 * @param detectionTime how long it takes to notice a loss
	 * @param addressProperty the property for the first address
	 * @param keepPrivateName whether the application keeps its private name
	 */
	record Settings(List<String> daemons, int port, Duration detectionTime, String addressProperty,
			boolean keepPrivateName) {

		static Settings of(EmbeddedSpread annotation) {
			if (annotation.daemons().length == 0) {
				throw new IllegalArgumentException(
						"@EmbeddedSpread(daemons = {}) is not allowed: name at least one daemon, or leave daemons out");
			}
			return new Settings(List.of(annotation.daemons()), annotation.port(), duration(annotation.detectionTime()),
					annotation.addressProperty(), annotation.keepPrivateName());
		}

		private static Duration duration(String text) {
			try {
				return DurationStyle.detectAndParse(text);
			}
			catch (IllegalArgumentException ex) {
				throw new IllegalArgumentException(
						"@EmbeddedSpread(detectionTime = \"%s\") is not allowed: a duration such as 0s, 50ms or 2s is"
							.formatted(text),
						ex);
			}
		}

		String first() {
			return this.daemons.get(0);
		}

		private IllegalStateException portTaken(UncheckedIOException cause) {
			return new IllegalStateException(
					"@EmbeddedSpread(port = %d) is taken, perhaps by the daemon of another test's application context, which Spring keeps: leave port out for a free one, or give these tests equal annotations and one configuration"
						.formatted(this.port),
					cause);
		}

	}

}
