package io.github.spreadspring.boot.actuate.endpoint;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import io.github.spreadspring.messaging.listener.ContainerProperties;
import io.github.spreadspring.messaging.listener.ContainerState;
import io.github.spreadspring.messaging.listener.ContainerStatistics;
import io.github.spreadspring.messaging.listener.SpreadListenerContainer;

/**
 * A listener.
 *
 * @param session the bean name of its session; {@code null} if that is no bean
 * @param state what its container is doing
 * @param groups its groups, not more than are shown
 * @param joined whether it is in all of them
 * @param deniedGroups the groups that the daemon does not let it into, or that it was
 * taken out of because its queue was full
 * @param autoStartup whether it is started with the application
 * @param failed whether it has ended by itself
 * @param queue what waits for it
 * @param handledCount messages it was called for
 * @param failedCount messages and events it failed on for good
 * @param droppedCount messages dropped because the queue was full
 * @param lastStart when it was started last
 * @param lastFailure what it failed on last
 */
public record ListenerDescriptor(@Nullable String session, ContainerState state, List<String> groups, boolean joined,
		List<String> deniedGroups, boolean autoStartup, boolean failed, QueueDescriptor queue, long handledCount,
		long failedCount, long droppedCount, @Nullable Instant lastStart,
		@Nullable FailureDescriptor lastFailure) implements OperationResponseBody {

	static ListenerDescriptor of(SpreadListenerContainer container, @Nullable String session, int maxShown) {
		ContainerStatistics statistics = container.getStatistics();
		ContainerStatistics.Failure failure = statistics.getLastFailure();
		return new ListenerDescriptor(session, container.getState(), shown(container.getGroups(), maxShown),
				container.isJoined(), shown(container.getDeniedGroups(), maxShown), container.isAutoStartup(),
				!container.isInExpectedState(), QueueDescriptor.of(container), statistics.getHandledCount(),
				statistics.getFailedCount(), statistics.getDroppedCount(), statistics.getLastStart(),
				(failure != null) ? new FailureDescriptor(failure.summary(), failure.time()) : null);
	}

	private static List<String> shown(Set<String> groups, int maxShown) {
		return groups.stream().limit(maxShown).toList();
	}

	/**
	 * What waits for a listener.
	 *
	 * @param size messages and events that wait
	 * @param bytes how much that is
	 * @param maxSize how many may wait
	 * @param maxBytes how much may wait
	 */
	public record QueueDescriptor(int size, long bytes, int maxSize, long maxBytes) {

		static QueueDescriptor of(SpreadListenerContainer container) {
			ContainerProperties properties = container.getContainerProperties();
			return new QueueDescriptor(container.getQueueSize(), container.getQueueBytes(),
					properties.getQueueCapacity(), properties.getQueueSize().toBytes());
		}

	}

	/**
	 * What a listener failed on. It has nothing of what is in the message, nor the text
	 * of the exception, which may quote it: that is in the log.
	 *
	 * @param summary the message or event, and the class of the exception
	 * @param time when that was
	 */
	public record FailureDescriptor(String summary, Instant time) {
	}

}
