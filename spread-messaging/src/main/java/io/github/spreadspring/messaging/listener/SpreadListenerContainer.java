package io.github.spreadspring.messaging.listener;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.util.Assert;

import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.client.session.SpreadStream;
import io.github.spreadspring.client.session.StreamSettings;
import io.github.spreadspring.client.session.WantedGroups;

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

	private final String id;

	private final SpreadSession session;

	private final SpreadEventListener listener;

	private final ContainerProperties properties;

	private final ReentrantLock lifecycle = new ReentrantLock();

	private final WantedGroups groups;

	private volatile ContainerState state = ContainerState.STOPPED;

	/** Whether the listener is to be held; stays so over stop and start. */
	private volatile boolean paused;

	/** Who calls the listener, from start to stop. */
	private volatile @Nullable StreamWorker worker;

	/** The worker started last, perhaps still busy after a stop. */
	private volatile @Nullable StreamWorker last;

	/** Completes with the stop under way. */
	private volatile CompletableFuture<Void> stopped = CompletableFuture.completedFuture(null);

	private final BacklogWatch watch = new BacklogWatch(this, this::stream);

	private final ContainerStatistics statistics = new ContainerStatistics();

	/** Whether nobody has asked for the last stop. */
	private volatile boolean broken;

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
		this.groups = new WantedGroups(groups);
	}

	/**
	 * Return the id.
	 * @return the id, unique in its registry
	 */
	public String getId() {
		return this.id;
	}

	/**
	 * Return the session whose member the listener is.
	 * @return the session
	 */
	public SpreadSession getSession() {
		return this.session;
	}

	/**
	 * Return what this container is doing.
	 * @return the state
	 */
	public ContainerState getState() {
		return this.state;
	}

	/**
	 * Return how the listener is run.
	 * @return the properties of this container alone; changes count from the next start
	 */
	public ContainerProperties getContainerProperties() {
		return this.properties;
	}

	/**
	 * Return the groups of the listener.
	 * @return the names, also while the container is stopped; without those that it was
	 * taken out of because its queue was full, until it joins them again or is started
	 */
	public Set<String> getGroups() {
		return this.groups.names();
	}

	/**
	 * Return how many messages and events wait for the listener, also those that were
	 * taken from the stream but not begun.
	 * @return the number
	 */
	public int getQueueSize() {
		StreamWorker worker = this.worker;
		return (worker != null) ? worker.size() : 0;
	}

	/**
	 * Return how many bytes wait for the listener.
	 * @return the bodies of messages, and about 96 for each member in an event of
	 * membership; without what was taken from the stream
	 */
	public long getQueueBytes() {
		SpreadStream stream = stream();
		return (stream != null) ? stream.bytes() : 0;
	}

	/**
	 * Return how the listener has fared.
	 * @return figures that change with it
	 */
	public ContainerStatistics getStatistics() {
		return this.statistics;
	}

	/**
	 * Return whether the listener is in all its groups: {@code GroupJoined} of each
	 * stands in its stream, and there is a connection.
	 * @return {@code false} while the container is stopped
	 */
	public boolean isJoined() {
		SpreadStream stream = stream();
		return stream != null && getGroups().stream().allMatch(stream::isIn);
	}

	/**
	 * Return whether the container is what it was told to be.
	 * @return {@code false} when it has ended by itself, because a thread of it was
	 * interrupted or failed; until it is started or stopped again
	 */
	public boolean isInExpectedState() {
		return !this.broken;
	}

	/**
	 * Take part in a further group; at the next start when the container is stopped.
	 * @param group the group
	 * @return completes with the view once the listener is in the group, on another
	 * thread than that of the listener; for our private group, which has no view, never
	 * @throws io.github.spreadspring.protocol.IllegalNameException if the name is not
	 * allowed
	 */
	public CompletableFuture<GroupView> join(String group) {
		return locked(() -> this.groups.join(group, stream()));
	}

	/**
	 * Take part in a group no longer. What was delivered before still reaches the
	 * listener, then {@code GroupLeft}.
	 * @param group the group
	 * @return whether it was one of the groups
	 */
	public boolean leave(String group) {
		return locked(() -> this.groups.leave(group, stream()));
	}

	private @Nullable SpreadStream stream() {
		StreamWorker worker = this.worker;
		return (worker != null) ? worker.stream() : null;
	}

	/**
	 * Hold the listener: what it has begun it finishes, and then gets nothing until
	 * {@link #resume()}. Meanwhile the container stays in its groups and messages wait;
	 * when the queue is full the overflow policy decides: usually the session stops
	 * reading, for all listeners, and after a while the daemon ends the connection. So
	 * this is for short times; stop the container for long ones.
	 * <p>
	 * A stopped container starts paused then, and stopping and starting does not end the
	 * pause.
	 */
	public void pause() {
		setPaused(true);
	}

	/**
	 * Call the listener again, beginning with the first message or event it has not got.
	 * Does nothing when the container is not paused.
	 */
	public void resume() {
		setPaused(false);
	}

	private void setPaused(boolean paused) {
		locked(() -> {
			StreamWorker worker = this.worker;
			if (worker != null && paused != this.paused) {
				changeState(paused ? ContainerState.PAUSED : ContainerState.RUNNING);
				worker.pause(paused);
			}
			this.paused = paused;
			return null;
		});
	}

	/**
	 * Return whether the listener is held, or will be after the next start.
	 * @return {@code true} from {@link #pause()} to {@link #resume()}
	 */
	public boolean isPaused() {
		return this.paused;
	}

	/**
	 * Open a new queue, join the groups and call the listener. The groups are those that
	 * it was created with and told to join, also where it was taken out of one since
	 * because its queue was full; only {@link #leave(String)} removes one.
	 */
	@Override
	public void start() {
		locked(() -> {
			if (this.worker == null) {
				SpreadStream stream = this.session.open(StreamSettings.defaults()
					.name(this.id)
					.maxEvents(this.properties.getQueueCapacity())
					.maxBytes(this.properties.getQueueSize().toBytes())
					.overflow(this.properties.getOverflowPolicy()));
				try {
					start(stream);
				}
				catch (RuntimeException | Error ex) {
					stream.close();
					throw ex;
				}
			}
			return null;
		});
	}

	private void start(SpreadStream stream) {
		StreamWorker last = this.last;
		if (last != null) {
			// the listener begins anew, also where it is still busy
			last.leave();
		}
		// who discards its own messages cannot answer our own questions
		stream.setAnswering(this.listener.isAnswering() && !this.properties.isSelfDiscard());
		stream.setTakingMessages(this.listener.isTakingMessages());
		this.groups.joinAll(stream);
		Gate gate = new Gate();
		ListenerInvoker invoker = new ListenerInvoker(this.id, this.listener, this.properties, this.groups::names, gate,
				this.statistics);
		StreamWorker worker = new StreamWorker(this, stream, invoker, gate, last);
		worker.pause(this.paused);
		worker.start();
		this.session.addObserver(this.watch);
		this.statistics.started(stream);
		this.worker = worker;
		this.last = worker;
		this.broken = false;
		changeState(this.paused ? ContainerState.PAUSED : ContainerState.RUNNING);
	}

	/**
	 * Drop what waits, let the listener finish its current message and send its answers,
	 * and leave the groups. Waits for that, up to the shutdown timeout; not when called
	 * by the listener itself.
	 */
	@Override
	public void stop() {
		CompletableFuture<Void> stopped = initiateStop();
		if (isCalledByListener()) {
			return;
		}
		try {
			stopped.get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex.getCause());
		}
	}

	/**
	 * Stop as {@link #stop()} does, without waiting here. When the listener itself ends
	 * the application like this, it is not waited for.
	 * @param callback run when this container has stopped, after the shutdown timeout at
	 * the latest
	 */
	@Override
	public void stop(Runnable callback) {
		CompletableFuture<Void> stopped = initiateStop();
		StreamWorker last = this.last;
		if (last != null && isCalledByListener()) {
			stopped = last.leave();
		}
		stopped.whenComplete((nothing, failure) -> callback.run());
	}

	private boolean isCalledByListener() {
		StreamWorker last = this.last;
		return last != null && last.threads().containCurrent();
	}

	/**
	 * Begin to stop: drop what waits, let the listener finish its current message and
	 * send its answers, then leave the groups.
	 * @return completes when the groups are left, a moment after the shutdown timeout at
	 * the latest
	 */
	public CompletableFuture<Void> initiateStop() {
		return locked(() -> {
			this.broken = false;
			StreamWorker worker = this.worker;
			if (worker != null) {
				changeState(ContainerState.STOPPING);
				this.worker = null;
				this.session.removeObserver(this.watch);
				this.statistics.stopped();
				this.stopped = worker.end(this.properties.getShutdownTimeout()).thenRun(() -> ended(worker));
			}
			return this.stopped.copy();
		});
	}

	/**
	 * The stream was full, and was taken out of groups.
	 * @param stream the stream
	 * @param groups the groups; those that it has joined again since do not count
	 */
	void overflowed(SpreadStream stream, List<String> groups) {
		locked(() -> {
			if (stream == stream()) {
				this.groups.overflowed(groups, stream);
			}
			return null;
		});
	}

	/**
	 * A worker cannot go on, because a thread of it was interrupted or failed.
	 * @param worker the worker
	 */
	void mustEnd(StreamWorker worker) {
		locked(() -> {
			if (this.worker == worker) {
				initiateStop();
				this.broken = true;
			}
			worker.stopTaking();
			return null;
		});
	}

	/**
	 * A worker calls the listener no more, or has left its groups.
	 * @param worker the worker
	 */
	void ended(StreamWorker worker) {
		locked(() -> {
			if (this.last == worker && worker.isDone()) {
				this.last = null;
				changeState(ContainerState.STOPPED);
			}
			return null;
		});
	}

	private <T extends @Nullable Object> T locked(Supplier<T> action) {
		this.lifecycle.lock();
		try {
			return action.get();
		}
		finally {
			this.lifecycle.unlock();
		}
	}

	/**
	 * The one place where the state changes.
	 * @param next the state to come
	 */
	private void changeState(ContainerState next) {
		Assert.state(this.lifecycle.isHeldByCurrentThread() && this.state.canBecome(next),
				() -> "Listener '%s' is %s and cannot become %s".formatted(this.id, this.state, next));
		this.state = next;
	}

	/**
	 * Return whether the container takes part in its groups.
	 * @return {@code true} from start to stop, also while paused
	 */
	@Override
	public boolean isRunning() {
		return this.worker != null;
	}

	@Override
	public boolean isAutoStartup() {
		return this.properties.isAutoStartup();
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	@Override
	public String toString() {
		return "SpreadListenerContainer '%s' (%s)".formatted(this.id, this.state);
	}

}
