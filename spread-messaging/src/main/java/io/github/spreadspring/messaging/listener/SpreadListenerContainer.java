package io.github.spreadspring.messaging.listener;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.session.SessionState;
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

	private static final Log logger = LogFactory.getLog(SpreadListenerContainer.class);

	private final String id;

	private final SpreadSession session;

	private final SpreadEventListener listener;

	private final ContainerProperties properties;

	private final WantedGroups groups;

	private final ContainerLifecycle lifecycle = new ContainerLifecycle(this);

	private final BacklogWatch watch = new BacklogWatch(this, this.lifecycle::stream);

	private final ContainerStatistics statistics = new ContainerStatistics();

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
		return this.lifecycle.state();
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
		StreamWorker worker = this.lifecycle.worker();
		return (worker != null) ? worker.size() : 0;
	}

	/**
	 * Return how many bytes wait for the listener.
	 * @return the bodies of messages, and about 96 for each member in an event of
	 * membership; without what was taken from the stream
	 */
	public long getQueueBytes() {
		SpreadStream stream = this.lifecycle.stream();
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
	 * Return whether the listener is in all the groups that it is to be in: there is a
	 * connection, and {@code GroupJoined} of each stands in its stream. One without
	 * groups, for events of the connection only, is joined while there is a connection.
	 * @return {@code false} while the container is stopped, or there are
	 * {@linkplain #getDeniedGroups() denied groups}, as after it was taken out of one
	 * because its queue was full
	 */
	public boolean isJoined() {
		SpreadStream stream = this.lifecycle.stream();
		return stream != null && this.session.state() == SessionState.CONNECTED
				&& getGroups().stream().allMatch(stream::isIn) && getDeniedGroups().isEmpty();
	}

	/**
	 * Return the groups that the daemon does not let the listener into, and those that it
	 * was taken out of because its queue was full.
	 * @return the names, none while all is well or to be expected soon
	 */
	public Set<String> getDeniedGroups() {
		return this.groups.denied(this.lifecycle.stream());
	}

	/**
	 * Return whether the container is what it was told to be.
	 * @return {@code false} when it has ended by itself, because a thread of it was
	 * interrupted or failed; until it is started or stopped again
	 */
	public boolean isInExpectedState() {
		return !this.lifecycle.isBroken();
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
		logger.debug("Listener '%s' joins \"%s\"".formatted(this.id, group));
		return this.lifecycle.locked(() -> this.groups.join(group, this.lifecycle.stream()));
	}

	/**
	 * Take part in a group no longer. What was delivered before still reaches the
	 * listener, then {@code GroupLeft}.
	 * @param group the group
	 * @return whether it was one of the groups
	 */
	public boolean leave(String group) {
		logger.debug("Listener '%s' leaves \"%s\"".formatted(this.id, group));
		return this.lifecycle.locked(() -> this.groups.leave(group, this.lifecycle.stream()));
	}

	/**
	 * Hold the listener: what it has begun it finishes, and then gets nothing until
	 * {@link #resume()}. Meanwhile the container stays in its groups and messages wait;
	 * when the queue is full the overflow policy decides: usually the session stops
	 * reading, for all listeners, and after a while the daemon ends the connection. So
	 * this is for short times; stop the container for long ones.
	 * <p>
	 * Stopping and starting does not end the pause.
	 */
	public void pause() {
		this.lifecycle.pause(true);
	}

	/**
	 * Call the listener again, beginning with the first message or event it has not got.
	 * Does nothing when the container is not paused.
	 */
	public void resume() {
		this.lifecycle.pause(false);
	}

	/**
	 * Return whether the listener is held, or will be after the next start.
	 * @return {@code true} from {@link #pause()} to {@link #resume()}
	 */
	public boolean isPaused() {
		return this.lifecycle.isPaused();
	}

	/**
	 * Open a new queue, join the groups and call the listener. The groups are those that
	 * it was created with and told to join, also where it was taken out of one since
	 * because its queue was full; only {@link #leave(String)} removes one.
	 */
	@Override
	public void start() {
		this.lifecycle.start();
	}

	/**
	 * Open a queue and have somebody call the listener.
	 * @param last who did so before and may still be busy
	 * @param paused whether the listener is to be held
	 * @return who calls it now
	 */
	StreamWorker startWorker(@Nullable StreamWorker last, boolean paused) {
		SpreadStream stream = this.session.open(StreamSettings.defaults()
			.name(this.id)
			.maxEvents(this.properties.getQueueCapacity())
			.maxBytes(this.properties.getQueueSize().toBytes())
			.overflow(this.properties.getOverflowPolicy()));
		try {
			// who discards its own messages cannot answer our own questions
			stream.setAnswering(this.listener.isAnswering() && !this.properties.isSelfDiscard());
			stream.setTakingMessages(this.listener.isTakingMessages());
			this.groups.joinAll(stream).thenRunAsync(() -> this.lifecycle.joined(stream), SpreadSession.completions());
			Gate gate = new Gate();
			ListenerInvoker invoker = new ListenerInvoker(this.id, this.listener, this.properties, this.groups::names,
					gate, this.statistics);
			StreamWorker worker = new StreamWorker(this, this.lifecycle, stream, invoker, gate, last);
			worker.pause(paused);
			worker.start();
			this.session.addObserver(this.watch);
			this.statistics.started(stream);
			return worker;
		}
		catch (RuntimeException | Error ex) {
			stream.close();
			throw ex;
		}
	}

	/**
	 * Have somebody call the listener no more.
	 * @param worker who calls it
	 * @return completes when the groups are left
	 */
	CompletableFuture<Void> stopWorker(StreamWorker worker) {
		this.session.removeObserver(this.watch);
		this.statistics.stopped();
		return worker.end(this.properties.getShutdownTimeout());
	}

	/**
	 * Drop what waits, let the listener finish its current message and send its answers,
	 * and leave the groups. Waits for that, up to the shutdown timeout; not when called
	 * by the listener itself.
	 */
	@Override
	public void stop() {
		this.lifecycle.stop();
	}

	/**
	 * Stop as {@link #stop()} does, without waiting here. When the listener itself ends
	 * the application like this, it is not waited for.
	 * @param callback run when this container has stopped, after the shutdown timeout at
	 * the latest
	 */
	@Override
	public void stop(Runnable callback) {
		this.lifecycle.stop(callback);
	}

	/**
	 * Begin to stop: drop what waits, let the listener finish its current message and
	 * send its answers, then leave the groups.
	 * @return completes when the groups are left, a moment after the shutdown timeout at
	 * the latest
	 */
	public CompletableFuture<Void> initiateStop() {
		return this.lifecycle.initiateStop();
	}

	/**
	 * The stream was full, and was taken out of groups.
	 * @param stream the stream
	 * @param groups the groups; those that it has joined again since do not count
	 */
	void overflowed(SpreadStream stream, List<String> groups) {
		this.lifecycle.locked(() -> {
			if (stream == this.lifecycle.stream()) {
				this.groups.overflowed(groups, stream);
			}
			return null;
		});
	}

	/**
	 * Return whether the container takes part in its groups.
	 * @return {@code true} from start to stop, also while paused
	 */
	@Override
	public boolean isRunning() {
		return this.lifecycle.worker() != null;
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
		return "SpreadListenerContainer '%s' (%s)".formatted(this.id, getState());
	}

}
