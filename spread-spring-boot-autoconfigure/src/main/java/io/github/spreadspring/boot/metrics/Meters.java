package io.github.spreadspring.boot.metrics;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
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
 * The meters of one thing, which go with it. A meter that was there before, of another
 * application context with the same registry, is used, but stays.
 */
final class Meters {

	private final MeterRegistry registry;

	private final Tags tags;

	/** A meter that is asked for again is in it once. */
	private final Set<Meter> all = ConcurrentHashMap.newKeySet();

	private volatile boolean removed;

	Meters(MeterRegistry registry, Tags tags) {
		this.registry = registry;
		this.tags = tags;
	}

	<T> Gauge gauge(String name, String description, @Nullable String unit, T source, ToDoubleFunction<T> value,
			String... tags) {
		return own(name,
				(registry) -> Gauge.builder(name, source, value)
					.description(description)
					.baseUnit(unit)
					.tags(this.tags.and(tags))
					.strongReference(true)
					.register(registry));
	}

	<T> void counter(String name, String description, @Nullable String unit, T source, ToDoubleFunction<T> count) {
		own(name,
				(registry) -> FunctionCounter.builder(name, source, count)
					.description(description)
					.baseUnit(unit)
					.tags(this.tags)
					.register(registry));
	}

	Counter counter(String name, String description, String... tags) {
		return own(name,
				(registry) -> Counter.builder(name)
					.description(description)
					.tags(this.tags.and(tags))
					.register(registry));
	}

	Timer timer(String name, String description) {
		return own(name, (registry) -> Timer.builder(name).description(description).tags(this.tags).register(registry));
	}

	private <M extends Meter> M own(String name, Function<MeterRegistry, M> register) {
		Collection<Meter> before = this.registry.find(name).meters();
		M meter = register.apply(this.registry);
		if (!before.contains(meter)) {
			this.all.add(meter);
			if (this.removed) {
				// by a message that was under way meanwhile
				remove(meter);
			}
		}
		return meter;
	}

	void remove(Meter meter) {
		if (this.all.remove(meter)) {
			this.registry.remove(meter);
		}
	}

	void removeAll() {
		this.removed = true;
		this.all.forEach(this::remove);
	}

}
