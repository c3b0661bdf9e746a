package io.github.spreadspring.messaging.listener;

import java.time.Duration;
import java.util.concurrent.Executor;

import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.util.ErrorHandler;
import org.springframework.util.unit.DataSize;

import io.github.spreadspring.client.session.OverflowPolicy;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.observation.SpreadListenerObservationConvention;

/**
 * How a container runs its listener.
 */
public class ContainerProperties {

	private boolean autoStartup = true;

	private int queueCapacity = SpreadSession.DEFAULT_QUEUE_CAPACITY;

	private DataSize queueSize = DataSize.ofBytes(SpreadSession.DEFAULT_QUEUE_BYTES);

	private OverflowPolicy overflowPolicy = OverflowPolicy.BLOCK;

	private int concurrency = 1;

	private int batchSize = 500;

	private boolean selfDiscard;

	private Duration shutdownTimeout = Duration.ofSeconds(10);

	private @Nullable Duration idleEventInterval;

	private @Nullable RetryPolicy retryPolicy;

	private ErrorHandler errorHandler = new LoggingErrorHandler();

	private boolean virtualThreads;

	private @Nullable Executor taskExecutor;

	private ObservationRegistry observationRegistry = ObservationRegistry.NOOP;

	private @Nullable SpreadListenerObservationConvention observationConvention;

	private @Nullable ApplicationEventPublisher applicationEventPublisher;

	/**
	 * Create properties with their defaults.
	 */
	public ContainerProperties() {
	}

	/**
	 * Create a copy.
	 * @param other what to copy
	 */
	public ContainerProperties(ContainerProperties other) {
		this.autoStartup = other.autoStartup;
		this.queueCapacity = other.queueCapacity;
		this.queueSize = other.queueSize;
		this.overflowPolicy = other.overflowPolicy;
		this.concurrency = other.concurrency;
		this.batchSize = other.batchSize;
		this.selfDiscard = other.selfDiscard;
		this.shutdownTimeout = other.shutdownTimeout;
		this.idleEventInterval = other.idleEventInterval;
		this.retryPolicy = other.retryPolicy;
		this.errorHandler = other.errorHandler;
		this.virtualThreads = other.virtualThreads;
		this.taskExecutor = other.taskExecutor;
		this.observationRegistry = other.observationRegistry;
		this.observationConvention = other.observationConvention;
		this.applicationEventPublisher = other.applicationEventPublisher;
	}

	/**
	 * Return whether the container starts with the application.
	 * @return default {@code true}
	 */
	public boolean isAutoStartup() {
		return this.autoStartup;
	}

	/**
	 * Set whether the container starts with the application.
	 * @param autoStartup default {@code true}
	 */
	public void setAutoStartup(boolean autoStartup) {
		this.autoStartup = autoStartup;
	}

	/**
	 * Return how many messages and events may wait for the listener.
	 * @return default 10,000
	 */
	public int getQueueCapacity() {
		return this.queueCapacity;
	}

	/**
	 * Set how many messages and events may wait for the listener.
	 * @param queueCapacity 1 or more; default 10,000
	 */
	public void setQueueCapacity(int queueCapacity) {
		this.queueCapacity = requirePositive("Queue capacity", queueCapacity);
	}

	/**
	 * Return how many bytes may wait for the listener.
	 * @return default 64 MB
	 */
	public DataSize getQueueSize() {
		return this.queueSize;
	}

	/**
	 * Set how many bytes may wait for the listener: the bodies of messages, and about 96
	 * bytes for each member in an event of membership.
	 * @param queueSize 1 byte or more; default 64 MB
	 */
	public void setQueueSize(DataSize queueSize) {
		if (queueSize.toBytes() < 1) {
			throw new IllegalArgumentException("Queue size %s is not allowed: at least 1 byte is".formatted(queueSize));
		}
		this.queueSize = queueSize;
	}

	/**
	 * Return what happens when that much waits for the listener.
	 * @return default {@link OverflowPolicy#BLOCK}
	 */
	public OverflowPolicy getOverflowPolicy() {
		return this.overflowPolicy;
	}

	/**
	 * Set what happens when as much waits for the listener as may.
	 * @param overflowPolicy default {@link OverflowPolicy#BLOCK}
	 */
	public void setOverflowPolicy(OverflowPolicy overflowPolicy) {
		this.overflowPolicy = overflowPolicy;
	}

	/**
	 * Return how many threads call the listener.
	 * @return default 1
	 */
	public int getConcurrency() {
		return this.concurrency;
	}

	/**
	 * Set how many threads call the listener. With more than one, only messages of the
	 * same sender stay in order among themselves; the order of all messages, which is the
	 * same for all members, is given up. Membership and connection events keep their
	 * place: what came before is done before, and what comes after waits. Each thread has
	 * at most 8 messages waiting, a batch listener one batch; when one is full all wait,
	 * so one busy sender can hold up the others.
	 * @param concurrency 1 or more; default 1
	 */
	public void setConcurrency(int concurrency) {
		this.concurrency = requirePositive("Concurrency", concurrency);
	}

	/**
	 * Return how many messages a batch listener gets at once.
	 * @return default 500
	 */
	public int getBatchSize() {
		return this.batchSize;
	}

	/**
	 * Set how many messages a batch listener gets at most at once; they no longer count
	 * for the bounds of the queue.
	 * @param batchSize 1 or more; default 500
	 */
	public void setBatchSize(int batchSize) {
		this.batchSize = requirePositive("Batch size", batchSize);
	}

	/**
	 * Return whether our own messages are kept from the listener.
	 * @return default {@code false}
	 */
	public boolean isSelfDiscard() {
		return this.selfDiscard;
	}

	/**
	 * Set whether our own messages are kept from the listener: everything that this
	 * application sent over the same session, its templates included.
	 * @param selfDiscard default {@code false}
	 */
	public void setSelfDiscard(boolean selfDiscard) {
		this.selfDiscard = selfDiscard;
	}

	/**
	 * Return how long a stop waits for the listener.
	 * @return default 10 seconds
	 */
	public Duration getShutdownTimeout() {
		return this.shutdownTimeout;
	}

	/**
	 * Set how long a stop waits for the listener to finish its current message and to
	 * send its answers. Containers that stop together wait side by side.
	 * @param shutdownTimeout zero or more; default 10 seconds
	 */
	public void setShutdownTimeout(Duration shutdownTimeout) {
		this.shutdownTimeout = shutdownTimeout;
	}

	/**
	 * Return after what time without any message or event an event is published.
	 * @return {@code null} for never, the default
	 */
	public @Nullable Duration getIdleEventInterval() {
		return this.idleEventInterval;
	}

	/**
	 * Set after what time without any message or event an event is published, and again
	 * each time it has passed.
	 * @param idleEventInterval more than zero; {@code null} for never, the default
	 */
	public void setIdleEventInterval(@Nullable Duration idleEventInterval) {
		if (idleEventInterval != null && (idleEventInterval.isZero() || idleEventInterval.isNegative())) {
			throw new IllegalArgumentException(
					"Idle event interval %s is not allowed: more than zero is".formatted(idleEventInterval));
		}
		this.idleEventInterval = idleEventInterval;
	}

	/**
	 * Return when and how often a listener that failed is called again.
	 * @return {@code null} for never, the default
	 */
	public @Nullable RetryPolicy getRetryPolicy() {
		return this.retryPolicy;
	}

	/**
	 * Set when and how often a listener that failed is called again for the same message,
	 * event or batch, while all that is behind it waits. The policy decides which
	 * failures are tried again, but never those of conversion:
	 * {@code ConversionException}, {@code MessageConversionException} and
	 * {@code MethodArgumentResolutionException}, also as a cause, are final. A stop ends
	 * the attempts; the message counts as failed then.
	 * @param retryPolicy {@code null} for never, the default
	 */
	public void setRetryPolicy(@Nullable RetryPolicy retryPolicy) {
		this.retryPolicy = retryPolicy;
	}

	/**
	 * Return what to do when a listener fails.
	 * @return default logs it
	 */
	public ErrorHandler getErrorHandler() {
		return this.errorHandler;
	}

	/**
	 * Set what to do when a listener fails, for good where it is tried again; its stream
	 * goes on in any case.
	 * @param errorHandler gets a {@code ListenerFailedException}; default logs it
	 */
	public void setErrorHandler(ErrorHandler errorHandler) {
		this.errorHandler = errorHandler;
	}

	/**
	 * Return whether listeners run on virtual threads.
	 * @return default {@code false}
	 */
	public boolean isVirtualThreads() {
		return this.virtualThreads;
	}

	/**
	 * Set whether listeners run on virtual threads. They are named as others are: after
	 * the listener, with a number. Before Java 21 a container with this does not start.
	 * @param virtualThreads needs Java 21; default {@code false}
	 */
	public void setVirtualThreads(boolean virtualThreads) {
		this.virtualThreads = virtualThreads;
	}

	/**
	 * Return who gives the threads of listeners.
	 * @return {@code null} for threads of the container, the default
	 */
	public @Nullable Executor getTaskExecutor() {
		return this.taskExecutor;
	}

	/**
	 * Set who gives the threads of listeners; each container keeps as many as its
	 * concurrency, and one more if that is above 1, as long as it runs.
	 * @param taskExecutor {@code null} for threads of the container, named after it, the
	 * default
	 */
	public void setTaskExecutor(@Nullable Executor taskExecutor) {
		this.taskExecutor = taskExecutor;
	}

	/**
	 * Return who is told how listeners fare.
	 * @return default nobody
	 */
	public ObservationRegistry getObservationRegistry() {
		return this.observationRegistry;
	}

	/**
	 * Set who is told how listeners fare, for metrics and traces.
	 * @param observationRegistry default tells nobody
	 */
	public void setObservationRegistry(ObservationRegistry observationRegistry) {
		this.observationRegistry = observationRegistry;
	}

	/**
	 * Return how observations of the listener are named.
	 * @return {@code null} for the default
	 */
	public @Nullable SpreadListenerObservationConvention getObservationConvention() {
		return this.observationConvention;
	}

	/**
	 * Set how observations of the listener are named and what keys they have.
	 * @param observationConvention {@code null} for the default
	 */
	public void setObservationConvention(@Nullable SpreadListenerObservationConvention observationConvention) {
		this.observationConvention = observationConvention;
	}

	/**
	 * Return where events about the container are published.
	 * @return {@code null} for nowhere, the default
	 */
	public @Nullable ApplicationEventPublisher getApplicationEventPublisher() {
		return this.applicationEventPublisher;
	}

	/**
	 * Set where events about the container are published.
	 * @param applicationEventPublisher {@code null} for nowhere, the default
	 */
	public void setApplicationEventPublisher(@Nullable ApplicationEventPublisher applicationEventPublisher) {
		this.applicationEventPublisher = applicationEventPublisher;
	}

	private static int requirePositive(String what, int value) {
		if (value < 1) {
			throw new IllegalArgumentException("%s %d is not allowed: at least 1 is needed".formatted(what, value));
		}
		return value;
	}

}
