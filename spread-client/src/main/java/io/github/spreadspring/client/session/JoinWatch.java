package io.github.spreadspring.client.session;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.github.spreadspring.client.DaemonAddress;

/**
 * Says which joins a daemon does not answer, each once for a connection. Nothing else can
 * be done: whoever asks a daemon again for the same group gets no answer at all.
 */
final class JoinWatch implements Runnable {

	/** Joins are said to be late after one to two of these. */
	static final Duration PERIOD = Duration.ofSeconds(15);

	private static final Logger logger = System.getLogger(SpreadSession.class.getName());

	private final DaemonAddress daemon;

	private final Supplier<List<String>> joining;

	private final BooleanSupplier connected;

	private final AtomicBoolean scheduled = new AtomicBoolean();

	private Set<String> before = Set.of();

	private final Set<String> told = new HashSet<>();

	JoinWatch(DaemonAddress daemon, Supplier<List<String>> joining, BooleanSupplier connected) {
		this.daemon = daemon;
		this.joining = joining;
		this.connected = connected;
	}

	/**
	 * Look from time to time, as long as there is the connection and a join that is not
	 * answered.
	 */
	void begin() {
		if (this.scheduled.compareAndSet(false, true)) {
			CompletableFuture.delayedExecutor(PERIOD.toSeconds(), TimeUnit.SECONDS, Completions::run).execute(this);
		}
	}

	@Override
	public void run() {
		this.scheduled.set(false);
		if (this.connected.getAsBoolean() && look()) {
			begin();
		}
	}

	/**
	 * Look now.
	 * @return whether there is a join that is not answered
	 */
	boolean look() {
		Set<String> now = new HashSet<>(this.joining.get());
		List<String> late = new ArrayList<>(now);
		late.removeIf((group) -> !this.before.contains(group) || !this.told.add(group));
		this.before = now;
		if (!late.isEmpty()) {
			logger.log(Level.WARNING,
					"The daemon at {0} has not answered the join of {1} for {2} s or more. "
							+ "Its network may be forming anew; until it answers nothing is received from there.",
					this.daemon, late, Long.toString(PERIOD.toSeconds()));
		}
		return !now.isEmpty();
	}

}
