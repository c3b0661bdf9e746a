package io.github.spreadspring.messaging.listener;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.util.ErrorHandler;

import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.client.session.SpreadStream;
import io.github.spreadspring.protocol.Names;

/**
 * Runs one listener: takes part in its groups, and hands it everything in their one
 * stream, one after the other, on a thread of its own. Groups can be joined and left
 * while it runs, without a break in the stream.
 */
public class SpreadListenerContainer implements SmartLifecycle {

	/**
	 * The phase of listener containers: they start late and stop early, with the session
	 * connected before and after.
	 */
	public static final int PHASE = Integer.MAX_VALUE - 100;

	private static final Log logger = LogFactory.getLog(SpreadListenerContainer.class);

	private static final Duration IDLE = Duration.ofMinutes(1);

	private final String id;

	private final SpreadSession session;

	private final SpreadEventListener listener;

	private final ContainerProperties properties;

	private final ErrorHandler errorHandler;

	private final ReentrantLock lifecycle = new ReentrantLock();

	private final Set<String> groups = new LinkedHashSet<>();

	/** Groups joined while the container was stopped, for which somebody waits. */
	private final Map<String, CompletableFuture<GroupView>> awaited = new HashMap<>();

	private volatile ContainerState state = ContainerState.STOPPED;

	private volatile @Nullable SpreadStream stream;

	private CountDownLatch finished = new CountDownLatch(0);

	/** Until when a stop waits for the worker, by {@link System#nanoTime()}. */
	private long stopDeadline;

	/** The thread that calls the listener. */
	private volatile @Nullable Thread worker;

	/**
	 * Create a container, stopped.
	 * @param id the id
	 * @param session the session whose member the listener is
	 * @param groups the groups to start with
	 * @param listener who gets the messages and events
	 * @param properties how to run it
	 */
	public SpreadListenerContainer(String id, SpreadSession session, Collection<String> groups,
			SpreadEventListener listener, ContainerProperties properties) {
		this.id = id;
		this.session = session;
		this.listener = listener;
		this.properties = properties;
		this.errorHandler = properties.getErrorHandler();
		groups.forEach((group) -> this.groups.add(requireGroup(group)));
	}

	/**
	 * Return the id.
	 * @return the id, unique in its registry
	 */
	public String getId() {
		return this.id;
	}

	/**
	 * Return what this container is doing.
	 * @return the state
	 */
	public ContainerState getState() {
		return this.state;
	}

	/**
	 * Return the groups of the listener.
	 * @return the names, also while the container is stopped
	 */
	public Set<String> getGroups() {
		this.lifecycle.lock();
		try {
			return Set.copyOf(this.groups);
		}
		finally {
			this.lifecycle.unlock();
		}
	}

	/**
	 * Return how many messages and events wait for the listener.
	 * @return the number
	 */
	public int getQueueSize() {
		SpreadStream stream = this.stream;
		return (stream != null) ? stream.size() : 0;
	}

	/**
	 * Take part in a further group; at the next start when the container is stopped.
	 * @param group the group
	 * @return completes with the view once the listener is in the group, on another
	 * thread than that of the listener
	 * @throws io.github.spreadspring.protocol.IllegalNameException if the name is not
	 * allowed
	 */
	public CompletableFuture<GroupView> join(String group) {
		requireGroup(group);
		this.lifecycle.lock();
		try {
			this.groups.add(group);
			SpreadStream stream = this.stream;
			return (stream != null) ? stream.join(group)
					: this.awaited.computeIfAbsent(group, (name) -> new CompletableFuture<>());
		}
		finally {
			this.lifecycle.unlock();
		}
	}

	/**
	 * Take part in a group no longer. What was delivered before still reaches the
	 * listener, then {@code GroupLeft}.
	 * @param group the group
	 * @return whether it was one of the groups
	 */
	public boolean leave(String group) {
		this.lifecycle.lock();
		try {
			SpreadStream stream = this.stream;
			if (stream != null) {
				stream.leave(group);
			}
			CompletableFuture<GroupView> awaited = this.awaited.remove(group);
			if (awaited != null) {
				awaited.cancel(false);
			}
			return this.groups.remove(group);
		}
		finally {
			this.lifecycle.unlock();
		}
	}

	@Override
	public void start() {
		this.lifecycle.lock();
		try {
			if (this.stream != null) {
				return;
			}
			SpreadStream stream = this.session.open(this.properties.getQueueCapacity(),
					this.properties.getQueueSize().toBytes());
			CountDownLatch previous = this.finished;
			CountDownLatch finished = new CountDownLatch(1);
			this.groups.forEach((group) -> join(stream, group));
			this.stream = stream;
			this.finished = finished;
			this.state = ContainerState.RUNNING;
			executor().execute(() -> consume(stream, previous, finished));
		}
		catch (RuntimeException | Error ex) {
			notStarted();
			throw ex;
		}
		finally {
			this.lifecycle.unlock();
		}
	}

	private Executor executor() {
		Executor executor = this.properties.getTaskExecutor();
		if (executor != null) {
			return executor;
		}
		SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor(this.id + "-");
		threads.setVirtualThreads(this.properties.isVirtualThreads());
		return threads;
	}

	private void notStarted() {
		SpreadStream stream = this.stream;
		if (stream != null) {
			stream.close();
			this.stream = null;
			this.state = ContainerState.STOPPED;
			this.finished.countDown();
		}
	}

	private void join(SpreadStream stream, String group) {
		CompletableFuture<GroupView> joined = stream.join(group);
		CompletableFuture<GroupView> awaited = this.awaited.remove(group);
		if (awaited != null) {
			joined.whenComplete((view, failure) -> {
				if (failure == null) {
					awaited.complete(view);
				}
				else {
					awaited.completeExceptionally(failure);
				}
			});
		}
	}

	/**
	 * Leave the groups and drop what waits, then wait until the listener is done with its
	 * current message, up to the shutdown timeout; not when called by the listener
	 * itself.
	 */
	@Override
	public void stop() {
		initiateStop();
		awaitWorker();
	}

	/**
	 * Leave the groups and drop what waits, without waiting for the listener to be done
	 * with its current message.
	 */
	public void initiateStop() {
		this.lifecycle.lock();
		try {
			SpreadStream stream = this.stream;
			if (stream == null) {
				return;
			}
			this.state = ContainerState.STOPPING;
			this.stream = null;
			this.stopDeadline = System.nanoTime() + this.properties.getShutdownTimeout().toNanos();
			int dropped = stream.closeAndCount();
			if (dropped > 0) {
				logger.warn("Listener '%s' stopped; %d waiting messages and events were dropped".formatted(this.id,
						dropped));
			}
		}
		finally {
			this.lifecycle.unlock();
		}
	}

	/**
	 * Wait for the worker without the lock, so that a busy listener can still ask for its
	 * container.
	 */
	private void awaitWorker() {
		CountDownLatch finished;
		long nanos;
		this.lifecycle.lock();
		try {
			if (this.stream != null || Thread.currentThread() == this.worker) {
				return;
			}
			finished = this.finished;
			nanos = this.stopDeadline - System.nanoTime();
		}
		finally {
			this.lifecycle.unlock();
		}
		try {
			if (!finished.await(nanos, TimeUnit.NANOSECONDS)) {
				logger.warn("Listener '%s' is still busy with a message after %d ms; not waiting any longer"
					.formatted(this.id, this.properties.getShutdownTimeout().toMillis()));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void consume(SpreadStream stream, CountDownLatch previous, CountDownLatch finished) {
		try {
			// after a restart the listener may still be busy; it is called by one thread
			previous.await();
			this.worker = Thread.currentThread();
			while (this.stream == stream) {
				SpreadEvent event = stream.receive(IDLE);
				if (event != null) {
					handle(event);
				}
			}
		}
		catch (InterruptedException ex) {
			logger.info("Listener '%s' was interrupted and ends".formatted(this.id));
			Thread.currentThread().interrupt();
			stream.close();
		}
		finally {
			ended(stream, finished);
		}
	}

	private void ended(SpreadStream stream, CountDownLatch finished) {
		this.lifecycle.lock();
		try {
			if (this.stream == stream) {
				this.stream = null;
			}
			if (this.finished == finished) {
				this.state = ContainerState.STOPPED;
				this.worker = null;
			}
		}
		finally {
			this.lifecycle.unlock();
			finished.countDown();
		}
	}

	private void handle(SpreadEvent event) {
		try {
			this.listener.onEvent(event);
		}
		catch (Throwable ex) {
			failed(new ListenerFailedException(this.id, event, ex));
		}
	}

	private void failed(ListenerFailedException failure) {
		try {
			this.errorHandler.handleError(failure);
		}
		catch (Throwable ex) {
			logger.error("Error handler of listener '%s' failed".formatted(this.id), ex);
		}
	}

	@Override
	public boolean isRunning() {
		return this.state == ContainerState.RUNNING;
	}

	@Override
	public boolean isAutoStartup() {
		return this.properties.isAutoStartup();
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	private static String requireGroup(String group) {
		return group.equals(SpreadStream.PRIVATE) ? group : Names.requireGroup(group);
	}

	@Override
	public String toString() {
		return "SpreadListenerContainer '%s' (%s)".formatted(this.id, this.state);
	}

}
