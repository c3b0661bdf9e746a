package io.github.spreadspring.benchmarks.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All runs of one call.
 */
final class Results {

	private final Map<Scenario, Map<String, List<Figures>>> runs = new LinkedHashMap<>();

	void add(Scenario scenario, Contender contender, Figures figures) {
		this.runs.computeIfAbsent(scenario, (key) -> new LinkedHashMap<>())
			.computeIfAbsent(contender.name(), (key) -> new ArrayList<>())
			.add(figures);
	}

	List<Scenario> scenarios() {
		return List.copyOf(this.runs.keySet());
	}

	List<String> contenders(Scenario scenario) {
		return List.copyOf(this.runs.getOrDefault(scenario, Map.of()).keySet());
	}

	double median(Scenario scenario, String contender, Metric metric) {
		return Statistics.median(values(scenario, contender, metric));
	}

	double spread(Scenario scenario, String contender, Metric metric) {
		return Statistics.spread(values(scenario, contender, metric));
	}

	/**
	 * Return the median of a contender as part of that of another.
	 * @param scenario what both did
	 * @param contender the one
	 * @param reference the other
	 * @param metric what is compared
	 * @return the ratio; NaN if one has no figures
	 */
	double ratio(Scenario scenario, String contender, String reference, Metric metric) {
		return median(scenario, contender, metric) / median(scenario, reference, metric);
	}

	private List<Double> values(Scenario scenario, String contender, Metric metric) {
		return this.runs.getOrDefault(scenario, Map.of())
			.getOrDefault(contender, List.of())
			.stream()
			.map((figures) -> figures.get(metric))
			.toList();
	}

}
