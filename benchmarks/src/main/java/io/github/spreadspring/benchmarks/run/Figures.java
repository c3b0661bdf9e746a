package io.github.spreadspring.benchmarks.run;

import java.util.EnumMap;
import java.util.Map;

/**
 * What one run showed.
 *
 * @param values the values
 */
record Figures(Map<Metric, Double> values) {

	Figures() {
		this(new EnumMap<>(Metric.class));
	}

	Figures with(Metric metric, double value) {
		this.values.put(metric, value);
		return this;
	}

	double get(Metric metric) {
		return this.values.getOrDefault(metric, Double.NaN);
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder();
		this.values.forEach((metric, value) -> text.append(text.isEmpty() ? "" : ", ")
			.append(metric.label())
			.append(' ')
			.append(metric.format(value)));
		return text.toString();
	}

}
