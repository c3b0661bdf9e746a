package io.github.spreadspring.boot.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one thing, which go with it.
 */
final class Meters {

	private final MeterRegistry registry;

	private final Tags tags;

	/** A meter that is asked for again is in it once. */
	private final Set<Meter> all = ConcurrentHashMap.newKeySet();

	Meters(MeterRegistry registry, Tags tags) {
		this.registry = registry;
		this.tags = tags;
	}

	<T> Gauge gauge(String name, String description, @Nullable String unit, T source, ToDoubleFunction<T> value,
			String... tags) {
		return added(Gauge.builder(name, source, value)
			.description(description)
			.baseUnit(unit)
			.tags(this.tags.and(tags))
			.strongReference(true)
			.register(this.registry));
	}

	<T> void counter(String name, String description, @Nullable String unit, T source, ToDoubleFunction<T> count) {
		added(FunctionCounter.builder(name, source, count)
			.description(description)
			.baseUnit(unit)
			.tags(this.tags)
			.register(this.registry));
	}

	Counter counter(String name, String description, String... tags) {
		return added(Counter.builder(name).description(description).tags(this.tags.and(tags)).register(this.registry));
	}

	Timer timer(String name, String description) {
		return added(Timer.builder(name).description(description).tags(this.tags).register(this.registry));
	}

	private <M extends Meter> M added(M meter) {
		this.all.add(meter);
		return meter;
	}

	void remove(Meter meter) {
		this.all.remove(meter);
		this.registry.remove(meter);
	}

	void removeAll() {
		this.all.forEach(this.registry::remove);
		this.all.clear();
	}

}
