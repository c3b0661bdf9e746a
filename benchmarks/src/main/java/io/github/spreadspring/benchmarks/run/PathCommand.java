package io.github.spreadspring.benchmarks.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import io.github.spreadspring.protocol.ServiceType;

/**
 * The whole way from a sender through a daemon to a receiver.
 */
@Command(name = "path", mixinStandardHelpOptions = true, sortOptions = false, usageHelpWidth = 110, description = {
		"Measures the whole way: a sender process and a receiver process on one daemon.",
		"Implementations take turns (A B C A B C ...); figures are medians over the rounds, in brackets the ratio "
				+ "to the reference. Senders keep to a window that receivers acknowledge, so that the daemon "
				+ "cuts nobody off. Processor times are those of whole processes, warm-up excluded.",
		"Afterwards each implementation sends single messages to its own group and waits for each." })
public final class PathCommand implements Callable<Integer> {

	@Mixin
	private ContenderOptions contenderOptions = new ContenderOptions();

	@Mixin
	private DaemonOptions daemonOptions = new DaemonOptions();

	@Mixin
	private Timing timing = new Timing();

	@Mixin
	private FlowControl flow = new FlowControl();

	@Mixin
	private ReportOptions reportOptions = new ReportOptions();

	@Option(names = "--size", split = ",", paramLabel = "BYTES", defaultValue = "64,1024,10240,100000",
			description = "Sizes of bodies. Default: ${DEFAULT-VALUE}.")
	private List<Integer> sizes = new ArrayList<>();

	@Option(names = "--socket", split = ",", paramLabel = "KIND", defaultValue = "tcp,unix",
			description = "tcp, unix or both. Default: ${DEFAULT-VALUE}.")
	private List<String> sockets = new ArrayList<>();

	@Option(names = "--topology", split = ",", paramLabel = "N:M", defaultValue = "1:1",
			description = "Senders and receivers, all of a side in one process with a thread each: 1:1, 1:8, 8:1. "
					+ "Default: ${DEFAULT-VALUE}.")
	private List<String> topologies = new ArrayList<>();

	@Option(names = "--service", split = ",", paramLabel = "TYPE", defaultValue = "AGREED",
			description = "Service types. Default: ${DEFAULT-VALUE}.")
	private List<String> services = new ArrayList<>();

	@Option(names = "--measure", split = ",", paramLabel = "WHAT", defaultValue = "throughput,roundtrip",
			description = "throughput, roundtrip or both. Default: ${DEFAULT-VALUE}.")
	private List<Measurement> measurements = new ArrayList<>();

	@Override
	public Integer call() {
		List<Contender> contenders = this.contenderOptions
			.contenders(List.of("socket", "native", "spring", "libspread", "official"));
		Results results = new Results();
		List<Scenario> scenarios = scenarios();
		boolean complete = true;
		try (TestDaemon daemon = this.daemonOptions.start(this.contenderOptions.ownProgram())) {
			Runs runs = new Runs(daemon, this.timing, this.flow, this.contenderOptions.nativeLibrary());
			Turns turns = new Turns(contenders, this.timing, results);
			for (Scenario scenario : scenarios) {
				if (this.measurements.contains(Measurement.throughput)) {
					complete &= turns.take(scenario, runs::throughput);
				}
				if (this.measurements.contains(Measurement.roundtrip) && scenario.topology().equals(Topology.SINGLE)) {
					complete &= turns.take(scenario, runs::roundTrips);
				}
			}
		}
		this.reportOptions.write(new Report(results, this.contenderOptions.reference(contenders)));
		return complete ? 0 : 1;
	}

	private List<Scenario> scenarios() {
		List<Scenario> scenarios = new ArrayList<>();
		for (String service : this.services) {
			for (String topology : this.topologies) {
				for (int size : this.sizes) {
					for (String socket : this.sockets) {
						scenarios.add(new Scenario(size, SocketKind.valueOf(socket.toUpperCase(Locale.ROOT)),
								Topology.parse(topology), ServiceType.valueOf(service.toUpperCase(Locale.ROOT))));
					}
				}
			}
		}
		return scenarios;
	}

	/**
	 * What is measured.
	 */
	enum Measurement {

		/** Messages a second and processor time. */
		throughput,

		/** The time until an own message comes back. */
		roundtrip

	}

}
