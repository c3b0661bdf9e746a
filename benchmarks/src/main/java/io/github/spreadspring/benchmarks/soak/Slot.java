package io.github.spreadspring.benchmarks.soak;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.benchmarks.soak.check.Checker;
import io.github.spreadspring.benchmarks.soak.check.Letter;
import io.github.spreadspring.client.session.SessionState;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.protocol.MemberId;

/**
 * An application that can be closed and opened anew. What is done to it is done by a
 * thread of its own, one thing after the other.
 */
final class Slot {

	private final int index;

	private final Checker checker;

	private final Applications applications;

	private final Random random;

	private final int rate;

	private final ExecutorService executor;

	private final Consumer<String> problems;

	private final Set<String> groups = new LinkedHashSet<>();

	private volatile @Nullable Application application;

	private @Nullable Sender sender;

	private int life;

	private long failures;

	Slot(int index, Applications applications, Checker checker, SoakSettings settings, Consumer<String> problems) {
		this.index = index;
		this.applications = applications;
		this.checker = checker;
		this.random = new Random(settings.seed() * 1000 + index);
		this.rate = Math.max(1, settings.rate() / settings.applications());
		this.problems = problems;
		this.executor = Executors.newSingleThreadExecutor((task) -> new Thread(task, "soak-slot-" + index));
	}

	void later(Runnable task) {
		this.executor.execute(() -> {
			try {
				task.run();
			}
			catch (RuntimeException | Error ex) {
				this.problems.accept("application %d: %s".formatted(this.index, ex));
			}
		});
	}

	void open() {
		if (this.application == null) {
			String name = "app" + this.index + "/" + ++this.life;
			Application application = this.applications.create(this.index, name);
			Sender sender = new Sender(name, application, this.checker, this.rate, this.random);
			application.open();
			this.groups.forEach(application::join);
			sender.start();
			this.application = application;
			this.sender = sender;
		}
	}

	void close() {
		Application application = this.application;
		if (application != null) {
			endSender();
			this.application = null;
			application.close();
		}
	}

	private void endSender() {
		Sender sender = this.sender;
		if (sender != null) {
			try {
				sender.end();
				this.failures += sender.failures();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

	void join(String group) {
		this.groups.add(group);
		if (this.application != null) {
			this.application.join(group);
		}
	}

	void leave(String group) {
		this.groups.remove(group);
		if (this.application != null) {
			this.application.leave(group);
		}
	}

	void startSession() {
		if (this.application != null) {
			this.application.session().start();
		}
	}

	void stopSession() {
		if (this.application != null) {
			this.application.session().stop();
		}
	}

	void slow(Duration length) {
		if (this.application != null) {
			this.application.slow(length);
		}
	}

	/**
	 * Return who the application is.
	 * @return its private group, or {@code null} while it is not connected
	 */
	@Nullable MemberId member() {
		Application application = this.application;
		return (application != null) ? application.session().privateGroup() : null;
	}

	/**
	 * Whether the application is connected and in a group with a number of members.
	 * @param group the group
	 * @param members how many members it must have
	 * @return {@code true} if so
	 */
	boolean isIn(String group, int members) {
		Application application = this.application;
		if (application == null) {
			return false;
		}
		SpreadSession session = application.session();
		return session.state() == SessionState.CONNECTED
				&& session.view(group).filter((view) -> view.members().size() == members).isPresent();
	}

	String describe() {
		Application application = this.application;
		if (application == null) {
			return "application %d is closed".formatted(this.index);
		}
		SpreadSession session = application.session();
		return "application %d is %s at %s as %s, in %s, last failure %s".formatted(this.index, session.state(),
				session.address(), session.privateGroup(), session.views(), session.lastFailure());
	}

	void endSending() {
		endSender();
	}

	@Nullable Letter sendLast() {
		Sender sender = this.sender;
		return (sender != null) ? sender.sendLast() : null;
	}

	List<Witness> witnesses() {
		Application application = this.application;
		return (application != null) ? application.witnesses() : List.of();
	}

	long failures() {
		return this.failures;
	}

	/**
	 * Wait until all has been done.
	 * @param patience how long to wait at most
	 * @return whether it has
	 * @throws InterruptedException if the thread was interrupted
	 */
	boolean settle(Duration patience) throws InterruptedException {
		CountDownLatch done = new CountDownLatch(1);
		this.executor.execute(done::countDown);
		return done.await(patience.toMillis(), TimeUnit.MILLISECONDS);
	}

	void end(Duration patience) throws InterruptedException {
		later(this::close);
		this.executor.shutdown();
		if (!this.executor.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
			this.problems.accept("application %d does not end".formatted(this.index));
			this.executor.shutdownNow();
		}
	}

}
