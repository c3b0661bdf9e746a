package io.github.spreadspring.client.session;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.PrivateNameInUseException;
import io.github.spreadspring.client.SpreadConnection;
import io.github.spreadspring.client.transport.Deadline;
import io.github.spreadspring.protocol.SpreadException;

/**
 * Finds a daemon that takes a session in. For one run of the session.
 */
final class DaemonDialer {

	private static final Logger logger = System.getLogger(SpreadSession.class.getName());

	/** How many times as long as it took to fail a daemon is left alone. */
	private static final long REST = 4;

	private final SessionSettings settings;

	private final DaemonFallback fallback;

	private final ConnectionHistory history;

	private final DaemonPool pool;

	private final PrivateNameClaim claim;

	private final ConnectionLog log;

	private volatile DaemonAddress address;

	/** Why the last attempt came to nothing. */
	private Map<DaemonAddress, SpreadException> refusals = Map.of();

	DaemonDialer(SessionSettings settings, DaemonFallback fallback, ConnectionHistory history, boolean decisive) {
		this.settings = settings;
		this.fallback = fallback;
		this.history = history;
		Random random = new Random();
		this.pool = new DaemonPool(settings.addresses(), settings.shuffle(), random);
		this.claim = new PrivateNameClaim(settings, random);
		this.log = new ConnectionLog(settings.connection().privateName(), settings.reconnectMaxDelay(), decisive);
		this.address = settings.addresses().get(0);
	}

	/**
	 * Try all addresses, once more if the fallback provided something, and again and
	 * again for a while if only our private name is in the way at one of them.
	 * @param attempt tells whether a connection is still wanted
	 * @return the connection, or {@code null} without any
	 * @throws InterruptedException if the thread was interrupted
	 */
	@Nullable SpreadConnection dial(Attempt attempt) throws InterruptedException {
		Round round = new Round(attempt, this.claim::name);
		this.refusals = round.failures;
		SpreadConnection connection = round.tryAll(this.pool.round());
		if (connection == null && attempt.isWanted() && fallBack(round.failures())) {
			connection = round.tryAll(this.pool.round());
		}
		if (connection == null && attempt.isWanted() && !round.taken().isEmpty()) {
			connection = claimName(round);
		}
		if (!attempt.isWanted()) {
			return connection;
		}
		if (connection != null) {
			this.pool.succeeded();
			this.log.connected(connection);
		}
		else {
			round.failures()
				.stream()
				.filter((failure) -> !(failure instanceof PrivateNameInUseException))
				.forEach(this.log::failed);
			if (round.taken().isEmpty()) {
				this.claim.notRefused();
			}
		}
		return connection;
	}

	private @Nullable SpreadConnection claimName(Round round) throws InterruptedException {
		Deadline deadline = this.claim.refused();
		SpreadConnection connection = null;
		while (connection == null && round.isWaiting() && deadline.remainingNanos() > 0) {
			this.log.waitingForName(round.lastTaken(), deadline);
			this.history.refused(round.lastTaken(), round.failures());
			Duration rest = Duration.ofNanos(deadline.remainingNanos());
			round.attempt.pause((rest.compareTo(PrivateNameClaim.STEP) < 0) ? rest : PrivateNameClaim.STEP);
			connection = round.tryAll(this.pool.round().stream().filter(round::isRested).toList());
		}
		if (connection == null && round.isWaiting() && this.claim.mayBeAlternative()) {
			return takeAlternative(round);
		}
		if (connection == null && round.isWaiting()) {
			this.log.nameTaken(round.lastTaken(), deadline);
		}
		return connection;
	}

	private @Nullable SpreadConnection takeAlternative(Round plain) {
		Round round = new Round(plain.attempt, this.claim::alternative);
		List<DaemonAddress> taken = plain.taken();
		for (int i = 0; i < PrivateNameClaim.ALTERNATIVES && !taken.isEmpty(); i++) {
			SpreadConnection connection = round.tryAll(taken);
			if (connection != null) {
				this.log.otherName(this.claim.name(), connection);
				return connection;
			}
			taken = round.taken();
		}
		return null;
	}

	private boolean fallBack(List<SpreadException> failures) {
		try {
			return this.fallback.provide(failures);
		}
		catch (RuntimeException ex) {
			logger.log(Level.ERROR, "Fallback failed", ex);
			return false;
		}
	}

	/**
	 * Return why the last attempt came to nothing. For the thread that dials.
	 * @return the reasons, in the order in which the daemons were tried first
	 */
	Map<DaemonAddress, SpreadException> refusals() {
		return this.refusals;
	}

	/**
	 * Return the daemon that was dialled last.
	 * @return its address
	 */
	DaemonAddress address() {
		return this.address;
	}

	/**
	 * A connection has lasted for some time.
	 * @param connection the connection
	 */
	void stable(SpreadConnection connection) {
		this.log.stable(connection);
	}

	/**
	 * A connection was lost.
	 * @param connection the connection
	 * @param failure the reason
	 */
	void lost(SpreadConnection connection, SpreadException failure) {
		this.pool.failed(connection.address());
		this.log.lost(connection.address(), failure);
	}

	/**
	 * A connection was given up for another one, to the daemon that is preferred.
	 * @param connection the connection
	 */
	void givenUp(SpreadConnection connection) {
		this.pool.succeeded();
		this.log.givenUp(connection.address());
	}

	/**
	 * Who wants a connection.
	 */
	interface Attempt {

		/**
		 * Whether a connection is still wanted.
		 * @return {@code true} if so
		 */
		boolean isWanted();

		/**
		 * Wait, at most until a connection is not wanted any more.
		 * @param time how long to wait
		 * @throws InterruptedException if the thread was interrupted
		 */
		void pause(Duration time) throws InterruptedException;

	}

	/**
	 * What comes of trying daemons one after the other, some of them several times.
	 */
	private final class Round {

		private final Attempt attempt;

		private final Supplier<String> name;

		/** What came of the last try of each daemon. */
		private final Map<DaemonAddress, SpreadException> failures = new LinkedHashMap<>();

		private final Map<DaemonAddress, Deadline> rests = new HashMap<>();

		Round(Attempt attempt, Supplier<String> name) {
			this.attempt = attempt;
			this.name = name;
		}

		@Nullable SpreadConnection tryAll(List<DaemonAddress> candidates) {
			for (DaemonAddress candidate : candidates) {
				if (!this.attempt.isWanted()) {
					return null;
				}
				DaemonDialer.this.address = candidate;
				long begin = System.nanoTime();
				try {
					String name = this.name.get();
					SpreadConnection connection = SpreadConnection
						.open(DaemonDialer.this.settings.connection().address(candidate).privateName(name));
					DaemonDialer.this.claim.connected(name);
					return connection;
				}
				catch (SpreadException ex) {
					failed(candidate, ex);
					this.rests.put(candidate, Deadline.in(Duration.ofNanos(REST * (System.nanoTime() - begin))));
				}
			}
			return null;
		}

		/**
		 * Whether to try a daemon again in this round: always where only our name was in
		 * the way; the longer others took to fail, the more rarely, so that one that does
		 * not answer takes no more than a part of the time.
		 * @param candidate the daemon
		 * @return {@code true} if so
		 */
		boolean isRested(DaemonAddress candidate) {
			Deadline rest = this.rests.get(candidate);
			return rest == null || rest.remainingNanos() == 0 || taken().contains(candidate);
		}

		List<SpreadException> failures() {
			return List.copyOf(this.failures.values());
		}

		private void failed(DaemonAddress candidate, SpreadException failure) {
			if (this.attempt.isWanted()) {
				this.failures.put(candidate, failure);
				DaemonDialer.this.history.refused(failure, failures());
				DaemonDialer.this.pool.failed(candidate);
			}
		}

		boolean isWaiting() {
			return this.attempt.isWanted() && !taken().isEmpty();
		}

		/**
		 * Return where our private name was all that was in the way.
		 * @return the daemons
		 */
		List<DaemonAddress> taken() {
			return this.failures.entrySet()
				.stream()
				.filter((entry) -> entry.getValue() instanceof PrivateNameInUseException)
				.map(Map.Entry::getKey)
				.toList();
		}

		SpreadException lastTaken() {
			return this.failures.values()
				.stream()
				.filter(PrivateNameInUseException.class::isInstance)
				.reduce((first, last) -> last)
				.orElseThrow();
		}

	}

}
