package io.github.spreadspring.messaging.listener;

import io.github.spreadspring.client.session.OverflowPolicy;

/**
 * The queue of a listener fills up: three quarters of its messages and events or of its
 * bytes are used. Or, after that, it is down to the half again. Published on a thread of
 * its own, which neither reads nor calls the listener; not for queues with room for fewer
 * than 10.
 */
public class ListenerContainerHighWaterEvent extends ListenerContainerEvent {

	private final boolean high;

	private final int queueSize;

	private final long queueBytes;

	private final OverflowPolicy overflowPolicy;

	/**
	 * Create an event.
	 * @param container the container
	 * @param high whether its queue fills up, or is well again
	 */
	public ListenerContainerHighWaterEvent(SpreadListenerContainer container, boolean high) {
		super(container);
		this.high = high;
		this.queueSize = container.getQueueSize();
		this.queueBytes = container.getQueueBytes();
		this.overflowPolicy = container.getContainerProperties().getOverflowPolicy();
	}

	/**
	 * Return whether the queue fills up.
	 * @return {@code true} if it does, {@code false} if it is well again
	 */
	public boolean isHigh() {
		return this.high;
	}

	/**
	 * Return how many messages and events wait for the listener.
	 * @return the number when this event was made
	 */
	public int getQueueSize() {
		return this.queueSize;
	}

	/**
	 * Return how many bytes of messages and membership wait for the listener.
	 * @return the number when this event was made
	 */
	public long getQueueBytes() {
		return this.queueBytes;
	}

	/**
	 * Return what happens when the queue is full.
	 * @return the policy
	 */
	public OverflowPolicy getOverflowPolicy() {
		return this.overflowPolicy;
	}

	@Override
	public String toString() {
		return "ListenerContainerHighWaterEvent [listener '%s' in %s%s %s, %d messages and events with %d bytes wait, %s]"
			.formatted(getListenerId(), getGroups(), isPaused() ? ", paused," : "",
					this.high ? "is behind" : "has caught up", this.queueSize, this.queueBytes, this.overflowPolicy);
	}

}
