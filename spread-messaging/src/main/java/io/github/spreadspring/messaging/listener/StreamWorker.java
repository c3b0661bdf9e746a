package io.github.spreadspring.messaging.listener;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

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

	private final SpreadStream stream;

	private final ListenerInvoker invoker;

	private final Gate gate;

	private final Owner owner;

	private final int batchSize;

	private final @Nullable Duration idleInterval;

	private final @Nullable Lanes lanes;

	private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

	/** Those who may still call the listener, and the one who starts them. */
	private final AtomicInteger active = new AtomicInteger(1);

	private final CountDownLatch finished = new CountDownLatch(1);

	/** Who must be done first, so that the listener is never called by both. */
	private volatile @Nullable StreamWorker previous;

	StreamWorker(String id, SpreadStream stream, ListenerInvoker invoker, Gate gate, ContainerProperties properties,
			Owner owner, @Nullable StreamWorker previous) {
		this.id = id;
		this.stream = stream;
		this.invoker = invoker;
		this.gate = gate;
		this.owner = owner;
		this.batchSize = invoker.takesBatches() ? properties.getBatchSize() : 0;
		this.idleInterval = properties.getIdleEventInterval();
		this.lanes = (properties.getConcurrency() > 1)
				? new Lanes(properties.getConcurrency(), (this.batchSize > 0) ? 1 : LANE_CAPACITY) : null;
		this.previous = previous;
	}

	/**
	 * Start all threads, or none.
	 * @param executor gives them
	 */
	void start(Executor executor) {
		try {
			if (this.lanes != null) {
				IntStream.range(0, this.lanes.count()).forEach((lane) -> start(executor, () -> runLane(lane)));
			}
			start(executor, this::takeAll);
		}
		catch (RuntimeException | Error ex) {
			close();
			throw ex;
		}
		finally {
			release();
		}
	}

	private void start(Executor executor, InterruptibleRunnable body) {
		this.active.incrementAndGet();
		try {
			executor.execute(() -> run(body));
		}
		catch (RuntimeException | Error ex) {
			release();
			throw ex;
		}
	}

	private void run(InterruptibleRunnable body) {
		this.threads.add(Thread.currentThread());
		try {
			body.run();
		}
		catch (InterruptedException ex) {
			logger.info("Listener '%s' was interrupted and ends".formatted(this.id));
			this.owner.mustEnd(this);
			Thread.currentThread().interrupt();
		}
		catch (RuntimeException | Error ex) {
			logger.error("Listener '%s' ends: its thread failed outside of the listener".formatted(this.id), ex);
			this.owner.mustEnd(this);
		}
		finally {
			this.threads.remove(Thread.currentThread());
			release();
		}
	}

	private void release() {
		if (this.active.decrementAndGet() == 0) {
			this.finished.countDown();
			this.owner.ended(this);
		}
	}

	private void takeAll() throws InterruptedException {
		StreamWorker previous = this.previous;
		if (previous != null) {
			previous.finished.await();
			this.previous = null;
		}
		Duration timeout = (this.idleInterval != null) ? this.idleInterval : LONG;
		Duration idle = Duration.ZERO;
		while (!this.gate.isClosed()) {
			boolean taken = (this.batchSize > 0) ? takeBatch(timeout) : takeOne(timeout);
			idle = taken ? Duration.ZERO : idle.plus(timeout);
			if (!taken && this.idleInterval != null && !this.gate.isClosed()) {
				this.owner.idle(idle);
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
		if (!this.invoker.wants(message) || !arrive(1)) {
			return;
		}
		if (this.lanes != null) {
			this.lanes.put(this.lanes.laneOf(message.sender()), List.of(message));
		}
		else if (this.gate.pass(1)) {
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
			warnOfDropped(count);
		}
		return arrived;
	}

	void pause() {
		this.gate.pause();
	}

	void resume() {
		this.gate.resume();
	}

	/**
	 * Leave the groups and drop what the listener has not begun.
	 */
	void close() {
		// first, so that what is taken while the stream closes is counted too
		int dropped = this.gate.close();
		if (this.lanes != null) {
			this.lanes.close();
		}
		warnOfDropped(dropped + this.stream.closeAndCount());
	}

	private void warnOfDropped(int dropped) {
		if (dropped > 0) {
			logger
				.warn("Listener '%s' stopped; %d waiting messages and events were dropped".formatted(this.id, dropped));
		}
	}

	/**
	 * Wait until the listener is called no more.
	 * @param nanos how long to wait
	 * @return whether it is
	 * @throws InterruptedException if the thread was interrupted
	 */
	boolean awaitEnd(long nanos) throws InterruptedException {
		return this.finished.await(nanos, TimeUnit.NANOSECONDS);
	}

	/**
	 * Whether the current thread is one of those that call the listener.
	 * @return {@code true} if the listener asks, perhaps one of a run before
	 */
	boolean isCalling() {
		StreamWorker previous = this.previous;
		return this.threads.contains(Thread.currentThread()) || (previous != null && previous.isCalling());
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

	/**
	 * Who has a worker and must know what happens to it.
	 */
	interface Owner {

		/**
		 * A thread of the worker was interrupted or failed: all of it has to end.
		 * @param worker the worker
		 */
		void mustEnd(StreamWorker worker);

		/**
		 * The listener is called no more.
		 * @param worker the worker
		 */
		void ended(StreamWorker worker);

		/**
		 * Nothing arrived.
		 * @param idleTime for how long
		 */
		void idle(Duration idleTime);

	}

	/**
	 * What a thread does.
	 */
	private interface InterruptibleRunnable {

		void run() throws InterruptedException;

	}

}
