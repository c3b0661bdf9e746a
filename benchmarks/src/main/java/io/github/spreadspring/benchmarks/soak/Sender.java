package io.github.spreadspring.benchmarks.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.benchmarks.soak.check.Checker;
import io.github.spreadspring.benchmarks.soak.check.Letter;
import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.session.SessionObserver;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.ServiceType;
import io.github.spreadspring.protocol.SpreadException;

/**
 * Sends for one application, at random and at a rate. Each connection is an incarnation
 * of its own; so is what follows a send that failed, because nobody can tell what became
 * of that.
 */
final class Sender implements SessionObserver {

	private static final ServiceType[] SERVICES = { ServiceType.FIFO, ServiceType.CAUSAL, ServiceType.AGREED,
			ServiceType.AGREED, ServiceType.AGREED, ServiceType.SAFE, ServiceType.SAFE, ServiceType.RELIABLE };

	private static final Duration PAUSE = Duration.ofMillis(20);

	private final String name;

	private final Application application;

	private final Checker checker;

	private final Random random;

	private final long interval;

	private final Thread thread;

	private final Map<String, Integer> lanes = new HashMap<>();

	private volatile boolean ended;

	private volatile int losses;

	private volatile long failures;

	private int incarnation;

	private @Nullable MemberId member;

	private int lossesBefore;

	private int ordered;

	private int unordered;

	Sender(String name, Application application, Checker checker, int rate, Random random) {
		this.name = name;
		this.application = application;
		this.checker = checker;
		this.random = random;
		this.interval = TimeUnit.SECONDS.toNanos(1) / rate;
		this.thread = new Thread(this::run, "soak-sender-" + name);
	}

	void start() {
		this.application.session().addObserver(this);
		this.thread.start();
	}

	/**
	 * Send nothing more.
	 * @throws InterruptedException if the thread was interrupted
	 */
	void end() throws InterruptedException {
		this.ended = true;
		this.thread.join();
	}

	long failures() {
		return this.failures;
	}

	@Override
	public void lost(ConnectionLost event) {
		// only the reader of the session comes here
		this.losses = this.losses + 1;
	}

	private void run() {
		long next = System.nanoTime();
		while (!this.ended) {
			List<String> groups = new ArrayList<>(SoakSettings.GROUPS);
			Collections.shuffle(groups, this.random);
			int count = Math.max(1, this.random.nextInt(8) - 4);
			ServiceType service = SERVICES[this.random.nextInt(SERVICES.length)];
			Letter letter = send(groups.subList(0, count), service, size());
			if (letter == null) {
				LockSupport.parkNanos(PAUSE.toNanos());
				next = System.nanoTime();
			}
			next += this.interval;
			LockSupport.parkNanos(next - System.nanoTime());
		}
	}

	private int size() {
		int kind = this.random.nextInt(1000);
		if (kind < 5) {
			return 20_000 + this.random.nextInt(80_000);
		}
		return (kind < 100) ? 1000 + this.random.nextInt(4000) : 16 + this.random.nextInt(400);
	}

	/**
	 * Send a message of the same kind as always to all groups. Only after {@link #end()}.
	 * @return the message, or {@code null} if it could not be sent
	 */
	@Nullable Letter sendLast() {
		return send(SoakSettings.GROUPS, ServiceType.AGREED, 100);
	}

	private @Nullable Letter send(List<String> groups, ServiceType service, int size) {
		int losses = this.losses;
		MemberId self = this.application.session().privateGroup();
		if (self == null) {
			return null;
		}
		Letter letter = letter(self, losses, groups, service);
		try {
			this.application.send(groups, service, letter.encode(size, this.random));
		}
		catch (SpreadException | IllegalStateException ex) {
			this.failures = this.failures + 1;
			this.member = null;
			this.checker.failed(letter);
			return null;
		}
		boolean ambiguous = losses != this.losses || !self.equals(this.application.session().privateGroup());
		this.checker.sent(letter, ambiguous);
		return letter;
	}

	private Letter letter(MemberId self, int losses, List<String> groups, ServiceType service) {
		if (!self.equals(this.member) || losses != this.lossesBefore) {
			this.incarnation = this.checker.incarnation(this.name, self);
			this.member = self;
			this.lossesBefore = losses;
			this.lanes.clear();
			this.ordered = 0;
			this.unordered = 0;
		}
		if (!service.isOrdered()) {
			return new Letter(this.incarnation, ++this.unordered, false, Collections.nCopies(groups.size(), 0));
		}
		List<Integer> numbers = groups.stream().map((group) -> this.lanes.merge(group, 1, Integer::sum)).toList();
		return new Letter(this.incarnation, ++this.ordered, true, numbers);
	}

}
