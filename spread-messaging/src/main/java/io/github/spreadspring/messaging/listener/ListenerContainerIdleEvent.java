package io.github.spreadspring.messaging.listener;

import java.time.Duration;
import java.util.Set;

import org.springframework.context.ApplicationEvent;

/**
 * Nothing arrived for a listener for some time. Published on the thread that waits for
 * messages, so a slow receiver of this event holds up the listener.
 */
public class ListenerContainerIdleEvent extends ApplicationEvent {

	private final String listenerId;

	private final Duration idleTime;

	private final transient Set<String> groups;

	private final boolean paused;

	/**
	 * Create an event.
	 * @param container the container
	 * @param idleTime for how long nothing has arrived
	 */
	public ListenerContainerIdleEvent(SpreadListenerContainer container, Duration idleTime) {
		super(container);
		this.listenerId = container.getId();
		this.idleTime = idleTime;
		this.groups = container.getGroups();
		this.paused = container.isPaused();
	}

	/**
	 * Return which listener it is.
	 * @return the id of the container
	 */
	public String getListenerId() {
		return this.listenerId;
	}

	/**
	 * Return for how long nothing has arrived.
	 * @return a multiple of the idle event interval
	 */
	public Duration getIdleTime() {
		return this.idleTime;
	}

	/**
	 * Return the groups of the listener.
	 * @return the names
	 */
	public Set<String> getGroups() {
		return this.groups;
	}

	/**
	 * Return whether the container was paused.
	 * @return {@code true} if it was
	 */
	public boolean isPaused() {
		return this.paused;
	}

	@Override
	public String toString() {
		return "ListenerContainerIdleEvent [listener '%s' in %s, %s for %d ms]".formatted(this.listenerId, this.groups,
				this.paused ? "paused and idle" : "idle", this.idleTime.toMillis());
	}

}
