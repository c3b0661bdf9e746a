package io.github.spreadspring.messaging.listener;

import java.time.Duration;

/**
 * Nothing arrived for a listener for some time. Published on the thread that waits for
 * messages, so a slow receiver of this event holds up the listener.
 */
public class ListenerContainerIdleEvent extends ListenerContainerEvent {

	private final Duration idleTime;

	/**
	 * Create an event.
	 * @param container the container
	 * @param idleTime for how long nothing has arrived
	 */
	public ListenerContainerIdleEvent(SpreadListenerContainer container, Duration idleTime) {
		super(container);
		this.idleTime = idleTime;
	}

	/**
	 * Return for how long nothing has arrived.
	 * @return a multiple of the idle event interval
	 */
	public Duration getIdleTime() {
		return this.idleTime;
	}

	@Override
	public String toString() {
		return "ListenerContainerIdleEvent [listener '%s' in %s, %s for %d ms]".formatted(getListenerId(), getGroups(),
				isPaused() ? "paused and idle" : "idle", this.idleTime.toMillis());
	}

}
