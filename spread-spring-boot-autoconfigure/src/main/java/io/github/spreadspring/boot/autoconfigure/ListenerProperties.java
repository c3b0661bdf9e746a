package io.github.spreadspring.boot.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.util.unit.DataSize;

import io.github.spreadspring.client.session.OverflowPolicy;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.listener.ContainerProperties;

/**
 * How listeners run.
 */
public class ListenerProperties {

	/**
	 * Whether listeners start with the application.
	 */
	private boolean autoStartup = true;

	/**
	 * Number of threads that call a listener. With more than one, only messages of the
	 * same sender stay in order.
	 */
	private int concurrency = 1;

	/**
	 * Number of messages and events that may wait for a listener.
	 */
	private int queueCapacity = SpreadSession.DEFAULT_QUEUE_CAPACITY;

	/**
	 * Total size of what may wait for a listener: the bodies of messages, and about 96
	 * bytes for each member in an event of membership.
	 */
	private DataSize queueSize = DataSize.ofBytes(SpreadSession.DEFAULT_QUEUE_BYTES);

	/**
	 * What happens when as much waits for a listener as may.
	 */
	private OverflowPolicy overflowPolicy = OverflowPolicy.BLOCK;

	/**
	 * Whether listener methods take several messages at once, as a list.
	 */
	private boolean batch = false;

	/**
	 * Number of messages that a batch listener gets at once at most.
	 */
	private int batchSize = 500;

	/**
	 * Whether listeners do not get what this application itself sends.
	 */
	private boolean selfDiscard = false;

	/**
	 * Time without any message after which an event of the application context says so.
	 * No events if it is not set.
	 */
	private @Nullable Duration idleEventInterval;

	/**
	 * Group to which messages are sent on which a listener failed. They are only logged
	 * if it is not set.
	 */
	private @Nullable String deadLetterGroup;

	/**
	 * Time that stopping waits for listeners to finish their current message and to send
	 * their answers. All listeners are stopped side by side.
	 */
	private Duration shutdownTimeout = Duration.ofSeconds(10);

	@NestedConfigurationProperty
	private final ListenerRetryProperties retry = new ListenerRetryProperties();

	public boolean isAutoStartup() {
		return this.autoStartup;
	}

	public void setAutoStartup(boolean autoStartup) {
		this.autoStartup = autoStartup;
	}

	public int getConcurrency() {
		return this.concurrency;
	}

	public void setConcurrency(int concurrency) {
		this.concurrency = concurrency;
	}

	public int getQueueCapacity() {
		return this.queueCapacity;
	}

	public void setQueueCapacity(int queueCapacity) {
		this.queueCapacity = queueCapacity;
	}

	public DataSize getQueueSize() {
		return this.queueSize;
	}

	public void setQueueSize(DataSize queueSize) {
		this.queueSize = queueSize;
	}

	public OverflowPolicy getOverflowPolicy() {
		return this.overflowPolicy;
	}

	public void setOverflowPolicy(OverflowPolicy overflowPolicy) {
		this.overflowPolicy = overflowPolicy;
	}

	public boolean isBatch() {
		return this.batch;
	}

	public void setBatch(boolean batch) {
		this.batch = batch;
	}

	public int getBatchSize() {
		return this.batchSize;
	}

	public void setBatchSize(int batchSize) {
		this.batchSize = batchSize;
	}

	public boolean isSelfDiscard() {
		return this.selfDiscard;
	}

	public void setSelfDiscard(boolean selfDiscard) {
		this.selfDiscard = selfDiscard;
	}

	public @Nullable Duration getIdleEventInterval() {
		return this.idleEventInterval;
	}

	public void setIdleEventInterval(@Nullable Duration idleEventInterval) {
		this.idleEventInterval = idleEventInterval;
	}

	public @Nullable String getDeadLetterGroup() {
		return this.deadLetterGroup;
	}

	public void setDeadLetterGroup(@Nullable String deadLetterGroup) {
		this.deadLetterGroup = deadLetterGroup;
	}

	public Duration getShutdownTimeout() {
		return this.shutdownTimeout;
	}

	public void setShutdownTimeout(Duration shutdownTimeout) {
		this.shutdownTimeout = shutdownTimeout;
	}

	public ListenerRetryProperties getRetry() {
		return this.retry;
	}

	void applyTo(ContainerProperties container) {
		container.setAutoStartup(this.autoStartup);
		container.setConcurrency(this.concurrency);
		container.setQueueCapacity(this.queueCapacity);
		container.setQueueSize(this.queueSize);
		container.setOverflowPolicy(this.overflowPolicy);
		container.setBatchSize(this.batchSize);
		container.setSelfDiscard(this.selfDiscard);
		container.setIdleEventInterval(this.idleEventInterval);
		container.setShutdownTimeout(this.shutdownTimeout);
		container.setRetryPolicy(this.retry.toPolicy());
	}

}
