package io.github.spreadspring.messaging.listener;

import java.util.Set;

import org.springframework.context.ApplicationEvent;

/**
 * Something that happens to a listener container, as an event of the application context.
 */
public abstract class ListenerContainerEvent extends ApplicationEvent {

	private final String listenerId;

	private final transient Set<String> groups;

	private final boolean paused;

	ListenerContainerEvent(SpreadListenerContainer container) {
		super(container);
		this.listenerId = container.getId();
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

}
