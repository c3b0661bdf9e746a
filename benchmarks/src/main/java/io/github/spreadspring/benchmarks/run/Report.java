package io.github.spreadspring.benchmarks.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Writes results as tables: medians, and in brackets the ratio to the reference.
 */
final class Report {

	private static final List<Metric> WITH_SPREAD = List.of(Metric.RATE, Metric.SENT, Metric.RECEIVED);

	private static final List<Metric> WITHOUT_RATIO = List.of(Metric.MEGABYTES, Metric.P99, Metric.P999);

	private final Results results;

	private final String reference;

	Report(Results results, String reference) {
		this.results = results;
		this.reference = reference;
	}

	String text() {
		return this.results.scenarios()
			.stream()
			.map((scenario) -> "%n%s%n%s".formatted(scenario, text(table(scenario))))
			.collect(Collectors.joining());
	}

	String markdown() {
		StringBuilder markdown = new StringBuilder();
		for (Scenario scenario : this.results.scenarios()) {
			List<List<String>> table = table(scenario);
			markdown.append("**").append(scenario).append("**\n\n");
			markdown.append(line(table.get(0))).append(line(table.get(0).stream().map((cell) -> "---").toList()));
			table.subList(1, table.size()).forEach((row) -> markdown.append(line(row)));
			markdown.append('\n');
		}
		return markdown.toString();
	}

	/**
	 * Return one line for each scenario, implementation and figure.
	 * @return comma-separated values with a heading
	 */
	String csv() {
		StringBuilder csv = new StringBuilder(
				"size,socket,topology,service,implementation,metric,median,spread,ratio\n");
		for (Scenario scenario : this.results.scenarios()) {
			for (String contender : this.results.contenders(scenario)) {
				for (Metric metric : Metric.values()) {
					csv.append("%d,%s,%s,%s,%s,%s,%.3f,%.3f,%.3f%n".formatted(scenario.size(), scenario.socket(),
							scenario.topology(), scenario.service(), contender, metric,
							this.results.median(scenario, contender, metric),
							this.results.spread(scenario, contender, metric),
							this.results.ratio(scenario, contender, this.reference, metric)));
				}
			}
		}
		return csv.toString();
	}

	private List<List<String>> table(Scenario scenario) {
		List<Metric> metrics = new ArrayList<>(List.of(Metric.values()));
		metrics.removeIf((metric) -> this.results.contenders(scenario)
			.stream()
			.allMatch((contender) -> Double.isNaN(this.results.median(scenario, contender, metric))));
		List<List<String>> table = new ArrayList<>();
		List<String> heading = new ArrayList<>(List.of("implementation"));
		metrics.forEach((metric) -> heading.add(metric.label()));
		table.add(heading);
		for (String contender : this.results.contenders(scenario)) {
			List<String> row = new ArrayList<>(List.of(contender));
			metrics.forEach((metric) -> row.add(cell(scenario, contender, metric)));
			table.add(row);
		}
		return table;
	}

	private String cell(Scenario scenario, String contender, Metric metric) {
		StringBuilder cell = new StringBuilder(metric.format(this.results.median(scenario, contender, metric)));
		if (WITH_SPREAD.contains(metric)) {
			cell.append(String.format(Locale.ROOT, " ±%.0f%%", 100 * this.results.spread(scenario, contender, metric)));
		}
		double ratio = this.results.ratio(scenario, contender, this.reference, metric);
		if (!WITHOUT_RATIO.contains(metric) && Double.isFinite(ratio)) {
			cell.append(String.format(Locale.ROOT, " (%.2f)", ratio));
		}
		return cell.toString();
	}

	private static String line(List<String> cells) {
		return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
	}

	private static String text(List<List<String>> table) {
		int columns = table.get(0).size();
		int[] widths = new int[columns];
		for (List<String> row : table) {
			for (int i = 0; i < columns; i++) {
				widths[i] = Math.max(widths[i], row.get(i).length());
			}
		}
		StringBuilder text = new StringBuilder();
		for (List<String> row : table) {
			text.append("  ").append(("%-" + widths[0] + "s").formatted(row.get(0)));
			for (int i = 1; i < columns; i++) {
				text.append("  ").append(("%" + widths[i] + "s").formatted(row.get(i)));
			}
			text.append('\n');
		}
		return text.toString();
	}

}
