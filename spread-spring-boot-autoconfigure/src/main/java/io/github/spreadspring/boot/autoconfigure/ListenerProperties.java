package io.github.spreadspring.boot.autoconfigure;

import java.time.Duration;

import org.springframework.util.unit.DataSize;

import io.github.spreadspring.client.session.SpreadSession;

/**
 * How listeners run.
 */
public class ListenerProperties {

	/**
	 * Whether listeners start with the application.
	 */
	private boolean autoStartup = true;

	/**
	 * Number of messages and events that may wait for a listener. Above it the session
	 * reads nothing more, for all its listeners, until there is room.
	 */
	private int queueCapacity = SpreadSession.DEFAULT_QUEUE_CAPACITY;

	/**
	 * Total size of the messages that may wait for a listener.
	 */
	private DataSize queueSize = DataSize.ofBytes(SpreadSession.DEFAULT_QUEUE_BYTES);

	/**
	 * Time that stopping a listener waits for it to finish its current message.
	 */
	private Duration shutdownTimeout = Duration.ofSeconds(10);

	public boolean isAutoStartup() {
		return this.autoStartup;
	}

	public void setAutoStartup(boolean autoStartup) {
		this.autoStartup = autoStartup;
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

	public Duration getShutdownTimeout() {
		return this.shutdownTimeout;
	}

	public void setShutdownTimeout(Duration shutdownTimeout) {
		this.shutdownTimeout = shutdownTimeout;
	}

}
