package io.github.spreadspring.benchmarks.soak.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Compares the last SAFE messages that came before a transitional signal with what all
 * others got who were in that view until a NETWORK change, wherever they went.
 */
final class SafeCheck {

	private static final long MEMORY = Duration.ofSeconds(60).toNanos();

	private final LongSupplier clock;

	private final Violations violations;

	private final Map<String, Ending> endings = new LinkedHashMap<>();

	SafeCheck(LongSupplier clock, Violations violations) {
		this.clock = clock;
		this.violations = violations;
	}

	/**
	 * A view ended with a NETWORK change in a stream.
	 * @param stream the stream
	 * @param log what it got in the view
	 */
	void ended(StreamCheck stream, GroupLog log) {
		if (log.isDropped() || log.isPartial()) {
			return;
		}
		Ending ending = this.endings.computeIfAbsent(GroupLog.describe(log.view()), (key) -> new Ending());
		ending.touched = this.clock.getAsLong();
		ending.accounts.add(new Account(stream.name(), log.safe(), log.messages()));
	}

	void sweep() {
		long limit = this.clock.getAsLong() - MEMORY;
		for (Iterator<Map.Entry<String, Ending>> all = this.endings.entrySet().iterator(); all.hasNext();) {
			Map.Entry<String, Ending> entry = all.next();
			if (entry.getValue().touched - limit < 0) {
				compare(entry.getKey(), entry.getValue());
				all.remove();
			}
		}
	}

	void finish() {
		this.endings.forEach(this::compare);
		this.endings.clear();
	}

	private void compare(String view, Ending ending) {
		for (Account account : ending.accounts) {
			Set<Long> got = new HashSet<>(account.all.last());
			for (Account other : ending.accounts) {
				List<Long> missing = new ArrayList<>(other.safe);
				missing.removeAll(got);
				if (!missing.isEmpty()) {
					this.violations.add(Rule.SAFE_EVERYWHERE, account.where,
							"in %s it did not get %s, which came to %s before the signal".formatted(view,
									missing.stream().map(Letter::describe).toList(), other.where),
							List.of());
				}
			}
		}
	}

	/**
	 * What one stream got.
	 *
	 * @param where its name
	 * @param safe the last SAFE messages before the signal
	 * @param all all messages
	 */
	private record Account(String where, List<Long> safe, MessageLog all) {

	}

	/**
	 * What all streams got.
	 */
	private static final class Ending {

		private final List<Account> accounts = new ArrayList<>();

		private long touched;

	}

}
