package io.github.spreadspring.benchmarks.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.github.spreadspring.benchmarks.soak.check.Checker;
import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.session.OverflowPolicy;
import io.github.spreadspring.client.session.SessionSettings;
import io.github.spreadspring.client.session.StreamSettings;

/**
 * Makes the applications: two Spring contexts, all others plain; every second one with a
 * private name of its own; each with another order of the daemons; with various bounds of
 * their queues.
 */
final class Applications {

	private static final int CONTEXTS = 2;

	private static final int SMALL_QUEUE = 200;

	private static final long SMALL_QUEUE_BYTES = 4L * 1024 * 1024;

	private final List<DaemonAddress> addresses;

	private final Duration timeout;

	private final Checker checker;

	private final EventPath path;

	Applications(List<String> addresses, double pace, Checker checker, EventPath path) {
		this.addresses = addresses.stream().map(DaemonAddress::parse).toList();
		this.timeout = Schedule.duration(Math.max(1, pace));
		this.checker = checker;
		this.path = path;
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
			return new ContextApplication(name, settings, this.checker, this.path);
		}
		return new PlainApplication(name, settings, (index % 3 == 2) ? 2 : 1, limits(index), this.checker, this.path);
	}

	private static StreamSettings limits(int index) {
		StreamSettings small = StreamSettings.defaults().maxEvents(SMALL_QUEUE).maxBytes(SMALL_QUEUE_BYTES);
		return switch (index % 6) {
			case 3 -> small.overflow(OverflowPolicy.DROP_OLDEST);
			case 4 -> small.overflow(OverflowPolicy.LEAVE_GROUP);
			case 5 -> small.overflow(OverflowPolicy.BLOCK);
			default -> StreamSettings.defaults();
		};
	}

}
