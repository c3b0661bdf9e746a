package io.github.spreadspring.messaging;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.client.session.SpreadStream;
import io.github.spreadspring.client.session.WantedGroups;
import io.github.spreadspring.protocol.Names;

/**
 * The groups of an application as objects: who is in them, and joining and leaving
 * without a listener. Publishes what happens to them as events of the application context
 * as well: {@code GroupJoined}, {@code MemberJoined} and all others that a listener gets,
 * and those of the connection. These are for those who prefer {@code @EventListener}:
 * they come on a thread of their own, beside the ordered streams of listeners. A stop
 * publishes what has happened before it, for up to 2 seconds, and then leaves the groups.
 */
public class SpreadGroups implements SmartLifecycle {

	/**
	 * The phase: behind the session, before all listeners.
	 */
	public static final int PHASE = SpreadSessionLifecycle.PHASE + 100;

	private static final Log logger = LogFactory.getLog(SpreadGroups.class);

	private static final Duration IDLE = Duration.ofMinutes(1);

	/** How long a stop waits for those who are told of events. */
	private static final Duration PATIENCE = Duration.ofSeconds(2);

	private final SpreadSession session;

	private final ApplicationEventPublisher publisher;

	private final ReentrantLock lock = new ReentrantLock();

	/** The groups that were joined here. */
	private final WantedGroups groups = new WantedGroups(List.of());

	private volatile @Nullable SpreadStream watch;

	private @Nullable Thread publishing;

	/** Completes when all has been published. */
	private CompletableFuture<Void> published = CompletableFuture.completedFuture(null);

	/** Completes with the stop under way. */
	private CompletableFuture<Void> ended = CompletableFuture.completedFuture(null);

	/**
	 * Create the groups of a session.
	 * @param session the session
	 * @param publisher where events are published
	 */
	public SpreadGroups(SpreadSession session, ApplicationEventPublisher publisher) {
		this.session = session;
		this.publisher = publisher;
	}

	/**
	 * Return a group.
	 * @param name its name
	 * @return the group, whether we are in it or not
	 * @throws io.github.spreadspring.protocol.IllegalNameException if the name is not
	 * allowed
	 */
	public SpreadGroup group(String name) {
		return new SpreadGroup(this, Names.requireGroup(name));
	}

	/**
	 * Return who is in each group that this application is in.
	 * @return the current views
	 */
	public List<GroupView> views() {
		return this.session.views();
	}

	SpreadSession session() {
		return this.session;
	}

	CompletableFuture<GroupView> join(String group) {
		this.lock.lock();
		try {
			return this.groups.join(group, this.watch);
		}
		finally {
			this.lock.unlock();
		}
	}

	boolean leave(String group) {
		this.lock.lock();
		try {
			return this.groups.leave(group, this.watch);
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void start() {
		this.lock.lock();
		try {
			if (this.watch != null) {
				return;
			}
			SpreadStream watch = this.session.watch();
			this.groups.joinAll(watch);
			CompletableFuture<Void> published = new CompletableFuture<>();
			Thread thread = new Thread(() -> publish(watch, published), threadName());
			thread.setDaemon(true);
			this.watch = watch;
			this.published = published;
			this.publishing = thread;
			thread.start();
		}
		finally {
			this.lock.unlock();
		}
	}

	private String threadName() {
		String privateName = this.session.settings().connection().privateName();
		return privateName.isEmpty() ? "spread-events" : "spread-events-" + privateName;
	}

	@Override
	public void stop() {
		try {
			end().get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex.getCause());
		}
	}

	@Override
	public void stop(Runnable callback) {
		end().whenComplete((nothing, failure) -> callback.run());
	}

	/**
	 * Publish what has happened so far, for a while, and leave the groups. While this is
	 * under way, there is nothing to do but wait for it.
	 * @return completes when they are left; for an event listener, which would wait for
	 * itself, sooner
	 */
	private CompletableFuture<Void> end() {
		this.lock.lock();
		try {
			SpreadStream watch = this.watch;
			boolean itself = Thread.currentThread() == this.publishing;
			if (watch == null) {
				return itself ? CompletableFuture.completedFuture(null) : this.ended.copy();
			}
			this.watch = null;
			watch.seal();
			this.ended = this.published.copy()
				.completeOnTimeout(null, itself ? 0 : PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
				// not on the thread that all timeouts of the JVM share
				.thenComposeAsync((nothing) -> leave(watch), new SimpleAsyncTaskExecutor("spread-events-stop-"));
			return this.ended.copy();
		}
		finally {
			this.lock.unlock();
		}
	}

	private static CompletableFuture<Void> leave(SpreadStream watch) {
		int unpublished = watch.discard();
		if (unpublished > 0) {
			logger.warn("%d events of groups were not published before the stop".formatted(unpublished));
		}
		return watch.closeAsync();
	}

	private void publish(SpreadStream watch, CompletableFuture<Void> published) {
		try {
			boolean taken = true;
			while (taken || this.watch == watch) {
				taken = publishNext(watch);
			}
		}
		finally {
			published.complete(null);
		}
	}

	private boolean publishNext(SpreadStream watch) {
		try {
			SpreadEvent event = watch.receive(IDLE);
			if (event != null) {
				publish(event);
			}
			return event != null;
		}
		catch (InterruptedException ex) {
			// by an event listener; a stream that nobody reads would stop the session
			logger.debug("Interrupted while waiting for events; going on", ex);
			return true;
		}
	}

	private void publish(SpreadEvent event) {
		try {
			this.publisher.publishEvent(event);
		}
		catch (RuntimeException | Error ex) {
			logger.error("An event listener failed on %s".formatted(event), ex);
		}
	}

	@Override
	public boolean isRunning() {
		return this.watch != null;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
