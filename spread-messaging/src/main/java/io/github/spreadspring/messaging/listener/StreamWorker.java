package io.github.spreadspring.messaging.listener;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.client.session.SpreadStream;

/**
 * Takes what is in a stream and calls the listener: for one message after the other, for
 * batches, or in several lanes, with every other event alone. Lives from one start of a
 * container to its stop.
 */
final class StreamWorker {

	private static final Log logger = LogFactory.getLog(StreamWorker.class);

	private static final Duration LONG = Duration.ofMinutes(1);

	/** How many messages wait in a lane at most; of batches it is one. */
	private static final int LANE_CAPACITY = 8;

	private final String id;

	private final ContainerProperties properties;

	private final SpreadStream stream;

	private final ListenerInvoker invoker;

	private final Gate gate;

	private final IdleEventPublisher idleEvents;

	private final int batchSize;

	private final @Nullable Duration idleInterval;

	private final @Nullable Lanes lanes;

	private final WorkerThreads threads;

	/** What the listener did not get because of the stop. */
	private final AtomicInteger dropped = new AtomicInteger();

	private final AtomicBoolean leaving = new AtomicBoolean();

	private final CompletableFuture<Void> left = new CompletableFuture<>();

	/**
	 * Create a worker, not started.
	 * @param container whose listener to call
	 * @param lifecycle told when it ends
	 * @param stream what to take from
	 * @param invoker calls the listener
	 * @param gate stands before the listener
	 * @param previous the container's worker before, perhaps still busy
	 */
	StreamWorker(SpreadListenerContainer container, ContainerLifecycle lifecycle, SpreadStream stream,
			ListenerInvoker invoker, Gate gate, @Nullable StreamWorker previous) {
		ContainerProperties properties = container.getContainerProperties();
		this.properties = properties;
		this.id = container.getId();
		this.stream = stream;
		this.invoker = invoker;
		this.gate = gate;
		this.idleEvents = new IdleEventPublisher(container);
		this.batchSize = invoker.takesBatches() ? properties.getBatchSize() : 0;
		this.idleInterval = properties.getIdleEventInterval();
		this.lanes = (properties.getConcurrency() > 1)
				? new Lanes(properties.getConcurrency(), (this.batchSize > 0) ? 1 : LANE_CAPACITY) : null;
		this.threads = new WorkerThreads(this.id, () -> lifecycle.mustEnd(this), () -> lifecycle.ended(this),
				(previous != null) ? previous.threads : null);
	}

	/**
	 * Start all threads, or none.
	 */
	void start() {
		List<WorkerThreads.Body> bodies = new ArrayList<>();
		if (this.lanes != null) {
			IntStream.range(0, this.lanes.count()).forEach((lane) -> bodies.add(() -> runLane(lane)));
		}
		bodies.add(this::takeAll);
		this.threads.start(executor(), bodies);
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

	private void takeAll() throws InterruptedException {
		Duration timeout = (this.idleInterval != null) ? this.idleInterval : LONG;
		Duration idle = Duration.ZERO;
		while (!this.gate.isClosed()) {
			boolean taken = (this.batchSize > 0) ? takeBatch(timeout) : takeOne(timeout);
			idle = taken ? Duration.ZERO : idle.plus(timeout);
			if (!taken && this.idleInterval != null && !this.gate.isClosed()) {
				this.idleEvents.publish(idle);
			}
		}
	}

	private boolean takeOne(Duration timeout) throws InterruptedException {
		SpreadEvent event = this.stream.receive(timeout);
		if (event instanceof RegularMessage message) {
			one(message);
		}
		else if (event != null) {
			alone(event);
		}
		return event != null;
	}

	private void one(RegularMessage message) throws InterruptedException {
		if (!this.invoker.wants(message)) {
			return;
		}
		if (this.lanes != null) {
			if (arrive(1)) {
				this.lanes.put(this.lanes.laneOf(message.sender()), List.of(message));
			}
		}
		else if (this.gate.isOpen() || (arrive(1) && this.gate.pass(1))) {
			this.invoker.onMessage(message);
		}
	}

	private boolean takeBatch(Duration timeout) throws InterruptedException {
		List<SpreadEvent> taken = this.stream.receiveBatch(this.batchSize, timeout);
		if (taken.size() == 1 && !(taken.get(0) instanceof RegularMessage)) {
			alone(taken.get(0));
		}
		else {
			List<RegularMessage> messages = new ArrayList<>(taken.size());
			for (SpreadEvent event : taken) {
				if (event instanceof RegularMessage message && this.invoker.wants(message)) {
					messages.add(message);
				}
			}
			batch(messages);
		}
		return !taken.isEmpty();
	}

	private void batch(List<RegularMessage> messages) throws InterruptedException {
		if (messages.isEmpty() || !arrive(messages.size())) {
			return;
		}
		if (this.lanes == null) {
			handle(messages);
			return;
		}
		List<List<RegularMessage>> parts = new ArrayList<>();
		for (int i = 0; i < this.lanes.count(); i++) {
			parts.add(new ArrayList<>());
		}
		for (RegularMessage message : messages) {
			parts.get(this.lanes.laneOf(message.sender())).add(message);
		}
		for (int i = 0; i < parts.size(); i++) {
			if (!parts.get(i).isEmpty()) {
				this.lanes.put(i, parts.get(i));
			}
		}
	}

	private void alone(SpreadEvent event) throws InterruptedException {
		if (!arrive(1)) {
			return;
		}
		if (this.lanes != null) {
			this.lanes.awaitIdle();
		}
		if (this.gate.pass(1)) {
			this.invoker.onEvent(event);
		}
	}

	private void runLane(int lane) throws InterruptedException {
		Lanes lanes = Objects.requireNonNull(this.lanes);
		List<RegularMessage> messages = lanes.next(lane);
		while (messages != null) {
			handle(messages);
			messages = lanes.next(lane);
		}
	}

	private void handle(List<RegularMessage> messages) throws InterruptedException {
		if (!this.gate.pass(messages.size())) {
			return;
		}
		if (this.batchSize > 0) {
			this.invoker.onMessages(messages);
		}
		else {
			messages.forEach(this.invoker::onMessage);
		}
	}

	private boolean arrive(int count) {
		boolean arrived = this.gate.arrive(count);
		if (!arrived) {
			this.dropped.addAndGet(count);
			if (this.leaving.get()) {
				warnOfDropped();
			}
		}
		return arrived;
	}

	void pause(boolean paused) {
		this.gate.pause(paused);
	}

	/**
	 * Drop what the listener has not begun and what still comes, but stay in the groups.
	 */
	void stopTaking() {
		// first, so that what is taken meanwhile is counted too
		this.dropped.addAndGet(this.gate.close());
		if (this.lanes != null) {
			this.lanes.close();
		}
		this.dropped.addAndGet(this.stream.discard());
	}

	/**
	 * Take nothing more, let the listener finish what it has begun and send its answers,
	 * then leave the groups.
	 * @param timeout how long to wait for the listener before leaving all the same
	 * @return completes when the groups are left
	 */
	CompletableFuture<Void> end(Duration timeout) {
		stopTaking();
		return this.threads.finished()
			.thenCompose((nothing) -> this.invoker.whenAnswered())
			.orTimeout(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS)
			// not on the thread that all timeouts of the JVM share
			.handleAsync((nothing, failure) -> {
				if (failure != null) {
					warnOfBusy(timeout);
				}
				return null;
			}, new SimpleAsyncTaskExecutor(this.id + "-stop-"))
			.thenCompose((nothing) -> leave());
	}

	/**
	 * Leave the groups, whatever the listener is doing.
	 * @return completes when the daemon was told
	 */
	CompletableFuture<Void> leave() {
		if (this.leaving.compareAndSet(false, true)) {
			stopTaking();
			warnOfDropped();
			this.invoker.giveUp();
			this.stream.closeAsync().whenComplete((nothing, failure) -> this.left.complete(null));
		}
		return this.left;
	}

	/**
	 * Whether nothing is left to do: the listener is called no more, and the groups are
	 * left.
	 * @return {@code true} if so
	 */
	boolean isDone() {
		return this.threads.areFinished() && this.left.isDone();
	}

	private void warnOfDropped() {
		int dropped = this.dropped.getAndSet(0);
		if (dropped > 0) {
			logger
				.warn("Listener '%s' stopped; %d waiting messages and events were dropped".formatted(this.id, dropped));
		}
	}

	private void warnOfBusy(Duration timeout) {
		logger
			.warn((this.threads.areFinished() ? "Listener '%s' still has to answer after %d ms; not waiting any longer"
					: "Listener '%s' is still busy with a message after %d ms; not waiting any longer")
				.formatted(this.id, timeout.toMillis()));
	}

	WorkerThreads threads() {
		return this.threads;
	}

	SpreadStream stream() {
		return this.stream;
	}

	/**
	 * Return how many messages and events wait for the listener.
	 * @return the number
	 */
	int size() {
		return this.stream.size() + this.gate.waiting();
	}

}
