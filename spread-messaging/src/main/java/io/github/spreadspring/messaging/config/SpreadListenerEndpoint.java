package io.github.spreadspring.messaging.config;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.session.OverflowPolicy;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.listener.ContainerProperties;
import io.github.spreadspring.messaging.listener.SpreadEventListener;
import io.github.spreadspring.messaging.listener.adapter.AdapterSettings;

/**
 * Something that wants a container. What is {@code null} is left to the factory.
 */
public abstract sealed class SpreadListenerEndpoint permits MethodSpreadListenerEndpoint, SimpleSpreadListenerEndpoint {

	private final String id;

	private List<String> groups = List.of();

	private @Nullable SpreadSession session;

	private @Nullable Boolean autoStartup;

	private @Nullable Integer concurrency;

	private @Nullable Integer queueCapacity;

	private @Nullable OverflowPolicy overflowPolicy;

	private @Nullable Boolean selfDiscard;

	SpreadListenerEndpoint(String id) {
		this.id = id;
	}

	/**
	 * Return the id of the container.
	 * @return the id, unique in the application
	 */
	public String getId() {
		return this.id;
	}

	/**
	 * Return the groups to listen to.
	 * @return the names; default none
	 */
	public List<String> getGroups() {
		return this.groups;
	}

	/**
	 * Set the groups to listen to.
	 * @param groups names, or {@code SpreadListener.PRIVATE}; without any, groups are
	 * joined later through the container
	 */
	public void setGroups(String... groups) {
		this.groups = List.of(groups);
	}

	/**
	 * Return the session whose member the listener is.
	 * @return the session
	 */
	public @Nullable SpreadSession getSession() {
		return this.session;
	}

	/**
	 * Set the session whose member the listener is.
	 * @param session the session; default that of the factory
	 */
	public void setSession(@Nullable SpreadSession session) {
		this.session = session;
	}

	/**
	 * Set whether the container starts with the application.
	 * @param autoStartup default as the factory says
	 */
	public void setAutoStartup(@Nullable Boolean autoStartup) {
		this.autoStartup = autoStartup;
	}

	/**
	 * Set how many threads call the listener.
	 * @param concurrency 1 or more; default as the factory says
	 */
	public void setConcurrency(@Nullable Integer concurrency) {
		this.concurrency = concurrency;
	}

	/**
	 * Set how many messages and events may wait for the listener.
	 * @param queueCapacity 1 or more; default as the factory says
	 */
	public void setQueueCapacity(@Nullable Integer queueCapacity) {
		this.queueCapacity = queueCapacity;
	}

	/**
	 * Set what happens when the queue is full.
	 * @param overflowPolicy default as the factory says
	 */
	public void setOverflowPolicy(@Nullable OverflowPolicy overflowPolicy) {
		this.overflowPolicy = overflowPolicy;
	}

	/**
	 * Set whether our own messages are kept from the listener.
	 * @param selfDiscard default as the factory says
	 */
	public void setSelfDiscard(@Nullable Boolean selfDiscard) {
		this.selfDiscard = selfDiscard;
	}

	/**
	 * Write what this endpoint asks for over what the factory says.
	 * @param properties a copy of those of the factory
	 */
	void configure(ContainerProperties properties) {
		if (this.autoStartup != null) {
			properties.setAutoStartup(this.autoStartup);
		}
		if (this.concurrency != null) {
			properties.setConcurrency(this.concurrency);
		}
		if (this.queueCapacity != null) {
			properties.setQueueCapacity(this.queueCapacity);
		}
		if (this.overflowPolicy != null) {
			properties.setOverflowPolicy(this.overflowPolicy);
		}
		if (this.selfDiscard != null) {
			properties.setSelfDiscard(this.selfDiscard);
		}
	}

	/**
	 * Make the listener.
	 * @param settings what the factory says about calling methods; may be changed
	 * @param batchDefault whether listeners take several messages at once unless they say
	 * otherwise
	 * @param properties of the container; may be changed
	 * @return the listener
	 */
	abstract SpreadEventListener createListener(AdapterSettings settings, boolean batchDefault,
			ContainerProperties properties);

}
