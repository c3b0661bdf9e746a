package io.github.spreadspring.benchmarks.run;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.spreadspring.protocol.ServiceType;

import static org.assertj.core.api.Assertions.assertThat;

class ReportTests {

	private final Scenario scenario = new Scenario(64, SocketKind.TCP, Topology.SINGLE, ServiceType.AGREED);

	private final Results results = new Results();

	@Test
	void aRatioIsThatOfTheMedians() {
		run("socket", 100, 900, 300);
		run("libspread", 150, 10, 200);
		assertThat(this.results.ratio(this.scenario, "socket", "libspread", Metric.RATE)).isEqualTo(2.0);
	}

	@Test
	void theTableNamesImplementationsFiguresAndRatios() {
		run("socket", 300, 300, 300);
		run("libspread", 150, 150, 150);
		Report report = new Report(this.results, "libspread");
		assertThat(report.text()).contains("64 bytes, TCP, 1:1, AGREED")
			.containsPattern("socket +300 ±0% \\(2\\.00\\)")
			.containsPattern("libspread +150 ±0% \\(1\\.00\\)")
			.doesNotContain("p50");
		assertThat(report.markdown()).contains("| implementation | messages/s |", "| socket | 300 ±0% (2.00) |");
		assertThat(report.csv()).contains("64,TCP,1:1,AGREED,socket,RATE,300.000,0.000,2.000");
	}

	@Test
	void whoeverHasNoFiguresHasNoRatio() {
		run("socket", 300);
		assertThat(new Report(this.results, "libspread").text()).containsPattern("socket +300 ±0%\\R");
	}

	private void run(String name, double... rates) {
		for (double rate : rates) {
			this.results.add(this.scenario, new Contender(name, false, false, List.of()),
					new Figures().with(Metric.RATE, rate));
		}
	}

}
