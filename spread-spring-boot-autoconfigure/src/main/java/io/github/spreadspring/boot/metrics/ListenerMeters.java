package io.github.spreadspring.boot.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

import io.github.spreadspring.boot.actuate.SpreadBeans;
import io.github.spreadspring.messaging.config.SpreadListenerRegistryObserver;
import io.github.spreadspring.messaging.listener.SpreadListenerContainer;

/**
 * The meters of listeners. They come and go with them.
 */
final class ListenerMeters implements SpreadListenerRegistryObserver {

	private final MeterRegistry registry;

	private final SpreadBeans beans;

	private final Map<SpreadListenerContainer, Meters> all = new ConcurrentHashMap<>();

	ListenerMeters(MeterRegistry registry, SpreadBeans beans) {
		this.registry = registry;
		this.beans = beans;
	}

	@Override
	public void registered(SpreadListenerContainer container) {
		String session = SessionMeters.name(this.beans, container.getSession());
		this.all.computeIfAbsent(container,
				(key) -> measure(new Meters(this.registry, Tags.of("listener", key.getId(), "session", session)), key));
	}

	private static Meters measure(Meters meters, SpreadListenerContainer container) {
		meters.gauge("spread.listener.joined", "Whether the listener is in all its groups", null, container,
				(listener) -> listener.isJoined() ? 1 : 0);
		meters.gauge("spread.listener.queue.size", "Messages and events that wait for the listener", "events",
				container, SpreadListenerContainer::getQueueSize);
		meters.gauge("spread.listener.queue.bytes", "What waits for the listener", "bytes", container,
				SpreadListenerContainer::getQueueBytes);
		meters.counter("spread.listener.handled", "Messages the listener was called for, well or not", "messages",
				container, (listener) -> listener.getStatistics().getHandledCount());
		meters.counter("spread.listener.failed", "Messages and events the listener failed on for good", "events",
				container, (listener) -> listener.getStatistics().getFailedCount());
		meters.counter("spread.listener.dropped", "Messages that were dropped because the queue was full", "messages",
				container, (listener) -> listener.getStatistics().getDroppedCount());
		meters.counter("spread.listener.high.water", "Times the queue was three quarters full", null, container,
				(listener) -> listener.getStatistics().getHighWaterCount());
		return meters;
	}

	@Override
	public void unregistered(SpreadListenerContainer container) {
		Meters meters = this.all.remove(container);
		if (meters != null) {
			meters.removeAll();
		}
	}

	void close() {
		this.all.keySet().forEach(this::unregistered);
	}

}
