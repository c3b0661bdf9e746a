package io.github.spreadspring.messaging.listener;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

import org.springframework.util.ErrorHandler;
import org.springframework.util.unit.DataSize;

/**
 * How a container runs its listener.
 *
 * @param groups the groups to start with
 * @param autoStartup whether the container starts with the application
 * @param queueCapacity how many messages and events may wait
 * @param queueBytes how much of messages may wait
 * @param shutdownTimeout how long a stop waits for a busy listener
 * @param executor gives the listener's thread
 * @param errorHandler what to do when the listener fails
 */
public record ContainerProperties(List<String> groups, boolean autoStartup, int queueCapacity, DataSize queueBytes,
		Duration shutdownTimeout, Executor executor, ErrorHandler errorHandler) {

	/**
	 * Check the properties.
	 * @param groups the groups to start with
	 * @param autoStartup whether the container starts with the application
	 * @param queueCapacity how many messages and events may wait
	 * @param queueBytes how much of messages may wait
	 * @param shutdownTimeout how long a stop waits for a busy listener
	 * @param executor gives the listener's thread
	 * @param errorHandler what to do when the listener fails
	 */
	public ContainerProperties {
		groups = List.copyOf(groups);
		if (queueCapacity < 1) {
			throw new IllegalArgumentException(
					"Queue capacity %d is not allowed: at least 1 is needed".formatted(queueCapacity));
		}
	}

}
