package io.github.spreadspring.benchmarks.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import io.github.spreadspring.benchmarks.peer.PeerSettings;
import io.github.spreadspring.benchmarks.peer.Role;
import io.github.spreadspring.protocol.ServiceType;

/**
 * The client alone.
 */
@Command(name = "client", mixinStandardHelpOptions = true, sortOptions = false, usageHelpWidth = 110,
		description = {
				"Measures the client alone: it sends to a sink that throws everything away, and receives from a "
						+ "source that sends prebuilt messages as fast as they are taken.",
				"There is no daemon and no window: what limits is the client, or the socket." })
public final class ClientCommand implements Callable<Integer> {

	@Mixin
	private ContenderOptions contenderOptions = new ContenderOptions();

	@Mixin
	private Timing timing = new Timing();

	@Option(names = "--batch", paramLabel = "N", defaultValue = "32",
			description = "Messages handed over at once, by implementations that can. Default: ${DEFAULT-VALUE}.")
	private int batch;

	@Option(names = "--size", split = ",", paramLabel = "BYTES", defaultValue = "64",
			description = "Sizes of bodies. Default: ${DEFAULT-VALUE}.")
	private List<Integer> sizes = new ArrayList<>();

	@Option(names = "--socket", split = ",", paramLabel = "KIND", defaultValue = "tcp,unix",
			description = "tcp, unix or both. Default: ${DEFAULT-VALUE}.")
	private List<String> sockets = new ArrayList<>();

	@Mixin
	private ReportOptions reportOptions = new ReportOptions();

	@Override
	public Integer call() {
		List<Contender> contenders = this.contenderOptions
			.contenders(List.of("socket", "socket-awaited", "native", "native-awaited", "libspread", "official"));
		Results results = new Results();
		Turns turns = new Turns(contenders, this.timing, results);
		boolean complete = true;
		for (int size : this.sizes) {
			for (String socket : this.sockets) {
				Scenario scenario = new Scenario(size, SocketKind.valueOf(socket.toUpperCase(Locale.ROOT)),
						Topology.SINGLE, ServiceType.AGREED);
				complete &= turns.take(scenario, this::send);
				complete &= turns.take(scenario, this::receive);
			}
		}
		this.reportOptions.write(new Report(results, this.contenderOptions.reference(contenders)));
		return complete ? 0 : 1;
	}

	private Figures send(Contender contender, Scenario scenario) {
		int port = FreePort.next();
		try (ChildProcess sink = other(Role.SINK, port, scenario);
				ChildProcess sender = contender.start(settings(contender, Role.SEND, port, scenario))) {
			sender.say("go");
			Mark.awaitFirst(sink);
			this.timing.warmUp();
			Mark sent = Mark.take(sender);
			Mark swallowed = Mark.take(sink);
			this.timing.measure();
			Mark sentEnd = Mark.take(sender);
			Mark swallowedEnd = Mark.take(sink);
			end(sender, sink);
			return new Figures().with(Metric.SENT, swallowedEnd.perSecond(swallowed))
				.with(Metric.SENDER_CPU, sentEnd.microsPerMessage(sent));
		}
	}

	private Figures receive(Contender contender, Scenario scenario) {
		int port = FreePort.next();
		try (ChildProcess source = other(Role.SOURCE, port, scenario);
				ChildProcess receiver = contender.start(settings(contender, Role.RECEIVE, port, scenario))) {
			Mark.awaitFirst(receiver);
			this.timing.warmUp();
			Mark received = Mark.take(receiver);
			this.timing.measure();
			Mark receivedEnd = Mark.take(receiver);
			end(receiver, source);
			return new Figures().with(Metric.RECEIVED, receivedEnd.perSecond(received))
				.with(Metric.RECEIVER_CPU, receivedEnd.microsPerMessage(received));
		}
	}

	private static void end(ChildProcess client, ChildProcess other) {
		client.say("stop");
		other.say("stop");
	}

	private ChildProcess other(Role role, int port, Scenario scenario) {
		List<String> command = new ArrayList<>(this.contenderOptions.ownProgram());
		command.addAll(PeerSettings.of("socket", role, Integer.toString(port)).size(scenario.size()).toArguments());
		return ChildProcess.startReady(role.toString(), command);
	}

	private PeerSettings settings(Contender contender, Role role, int port, Scenario scenario) {
		int batch = (contender.batches() && role == Role.SEND) ? this.batch : 1;
		return new PeerSettings(contender.name(), role, scenario.socket().address(port), "client", "other", "benchmark",
				scenario.size(), scenario.service(), 1, 1, 0, 0, batch, this.contenderOptions.nativeLibrary());
	}

}
