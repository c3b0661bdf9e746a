package io.github.spreadspring.boot.metrics;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

import io.github.spreadspring.boot.actuate.SpreadBeans;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.config.SpreadListenerContainerFactory;
import io.github.spreadspring.messaging.config.SpreadListenerEndpointRegistry;

/**
 * What is measured of one application, in one meter registry.
 */
final class ApplicationMeters {

	private final MeterRegistry registry;

	private final SpreadBeans beans;

	private final int maxGroups;

	private final ReentrantLock lock = new ReentrantLock();

	/** What is measured, and how to end that. */
	private final Map<Object, Runnable> measured = new IdentityHashMap<>();

	ApplicationMeters(MeterRegistry registry, SpreadBeans beans, int maxGroups) {
		this.registry = registry;
		this.beans = beans;
		this.maxGroups = maxGroups;
	}

	/**
	 * Measure what was not there before.
	 */
	void refresh() {
		this.lock.lock();
		try {
			this.beans.sessions()
				.forEach((name, session) -> this.measured.computeIfAbsent(session,
						(key) -> new SessionMeters(this.registry, name, session, this.maxGroups)::close));
			this.beans.existing(SpreadTemplate.class)
				.forEach((name, template) -> this.measured.computeIfAbsent(template, (key) -> measure(name, template)));
			this.beans.existing(SpreadListenerContainerFactory.class)
				.forEach((name, factory) -> this.measured.computeIfAbsent(factory, (key) -> measure(name, factory)));
			this.beans.existing(SpreadListenerEndpointRegistry.class)
				.values()
				.forEach((listeners) -> this.measured.computeIfAbsent(listeners, (key) -> measure(listeners)));
		}
		finally {
			this.lock.unlock();
		}
	}

	private Runnable measure(String name, SpreadTemplate template) {
		Meters meters = new Meters(this.registry,
				Tags.of("template", name, "session", SessionMeters.name(this.beans, template.getSession())));
		meters.counter("spread.template.late.replies", "Replies that came when nobody waited for them any more", null,
				template, SpreadTemplate::getLateReplies);
		Meters unreadable = unreadable(name, template, SpreadTemplate::getUnreadableHeaderBlocks);
		return () -> {
			meters.removeAll();
			unreadable.removeAll();
		};
	}

	private Runnable measure(String name, SpreadListenerContainerFactory factory) {
		return unreadable(name, factory, SpreadListenerContainerFactory::getUnreadableHeaderBlocks)::removeAll;
	}

	private <T> Meters unreadable(String name, T bean, ToDoubleFunction<T> count) {
		Meters meters = new Meters(this.registry, Tags.of("bean", name));
		meters.counter("spread.headers.unreadable", "Messages that should have begun with headers but did not",
				"messages", bean, count);
		return meters;
	}

	private Runnable measure(SpreadListenerEndpointRegistry listeners) {
		ListenerMeters meters = new ListenerMeters(this.registry, this.beans);
		listeners.addObserver(meters);
		return () -> {
			listeners.removeObserver(meters);
			meters.close();
		};
	}

	/**
	 * Measure nothing any more.
	 */
	void close() {
		this.lock.lock();
		try {
			this.measured.values().forEach(Runnable::run);
			this.measured.clear();
		}
		finally {
			this.lock.unlock();
		}
	}

}
