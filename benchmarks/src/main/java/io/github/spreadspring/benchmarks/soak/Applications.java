package io.github.spreadspring.benchmarks.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.github.spreadspring.benchmarks.soak.check.Checker;
import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.session.SessionSettings;

/**
 * Makes the applications: two Spring contexts, all others plain; every second one with a
 * private name of its own; each with another order of the daemons.
 */
final class Applications {

	private static final int CONTEXTS = 2;

	private static final int LARGE_QUEUE = 10_000;

	private static final int SMALL_QUEUE = 200;

	private final List<DaemonAddress> addresses;

	private final Duration timeout;

	private final Checker checker;

	Applications(List<String> addresses, double pace, Checker checker) {
		this.addresses = addresses.stream().map(DaemonAddress::parse).toList();
		this.timeout = Schedule.duration(Math.max(1, pace));
		this.checker = checker;
	}

	Application create(int index, String name) {
		List<DaemonAddress> rotated = new ArrayList<>(this.addresses);
		Collections.rotate(rotated, -index);
		ConnectionSettings connection = ConnectionSettings.defaults()
			.address(rotated.get(0))
			.privateName((index % 2 == 0) ? "soak" + index : "")
			.connectTimeout(this.timeout)
			.sendTimeout(this.timeout.multipliedBy(2));
		SessionSettings settings = SessionSettings.of(connection).addresses(rotated);
		if (index < CONTEXTS) {
			return new ContextApplication(name, settings, this.checker);
		}
		return new PlainApplication(name, settings, (index % 3 == 2) ? 2 : 1,
				(index % 2 == 1) ? SMALL_QUEUE : LARGE_QUEUE, this.checker);
	}

}
