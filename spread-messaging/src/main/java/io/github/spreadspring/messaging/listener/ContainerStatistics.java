package io.github.spreadspring.messaging.listener;

import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.session.SpreadStream;

/**
 * How a container has fared since it was created, over all starts and stops, for health
 * checks and metrics. Each figure is that of the moment; to be asked by any thread.
 */
public final class ContainerStatistics {

	private final LongAdder handled = new LongAdder();

	private final LongAdder failed = new LongAdder();

	private volatile @Nullable Failure lastFailure;

	/** What is read now, if anything is, and what the ones before have dropped. */
	private volatile Source source = new Source(null, 0);

	ContainerStatistics() {
	}

	/**
	 * Return how many messages the listener was called for, well or not; each once, also
	 * where it was tried again. Those that a filter holds back count too.
	 * @return the number of messages, in batches or alone, without membership and
	 * connection events
	 */
	public long getHandledCount() {
		return this.handled.sum();
	}

	/**
	 * Return how many messages and events the listener has failed on for good.
	 * @return the number
	 */
	public long getFailedCount() {
		return this.failed.sum();
	}

	/**
	 * Return how many messages were dropped because the queue was full.
	 * @return the number
	 */
	public long getDroppedCount() {
		Source source = this.source;
		return source.droppedBefore + ((source.stream != null) ? source.stream.dropped() : 0);
	}

	/**
	 * Return what the listener failed on last.
	 * @return the failure and its time, or {@code null} if there was none
	 */
	public @Nullable Failure getLastFailure() {
		return this.lastFailure;
	}

	void started(SpreadStream stream) {
		this.source = new Source(stream, getDroppedCount());
	}

	void stopped() {
		this.source = new Source(null, getDroppedCount());
	}

	void handled(int messages) {
		this.handled.add(messages);
	}

	void failed(ListenerFailedException failure) {
		this.failed.add(failure.events().size());
		// as text: a batch may be large
		this.lastFailure = new Failure("%s: %s".formatted(failure.getMessage(), failure.getCause()), Instant.now());
	}

	/**
	 * A failure of a listener.
	 *
	 * @param description what it failed on, and why
	 * @param time when that was
	 */
	public record Failure(String description, Instant time) {
	}

	private record Source(@Nullable SpreadStream stream, long droppedBefore) {
	}

}
