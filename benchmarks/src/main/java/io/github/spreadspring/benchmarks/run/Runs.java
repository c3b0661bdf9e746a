package io.github.spreadspring.benchmarks.run;

import java.util.concurrent.atomic.AtomicInteger;

import io.github.spreadspring.benchmarks.peer.PeerSettings;
import io.github.spreadspring.benchmarks.peer.Role;

/**
 * Single runs of one contender.
 */
final class Runs {

	private static final double MICROS = 1000;

	private static final double MEGA = 1e6;

	private final TestDaemon daemon;

	private final Timing timing;

	private final FlowControl flow;

	private final String nativeLibrary;

	/** Makes private names and groups different from those of the run before. */
	private final AtomicInteger number = new AtomicInteger();

	Runs(TestDaemon daemon, Timing timing, FlowControl flow, String nativeLibrary) {
		this.daemon = daemon;
		this.timing = timing;
		this.flow = flow;
		this.nativeLibrary = nativeLibrary;
	}

	/**
	 * Let senders send to receivers.
	 * @param contender who
	 * @param scenario what
	 * @return messages and processor times
	 */
	Figures throughput(Contender contender, Scenario scenario) {
		int run = this.number.incrementAndGet();
		Topology topology = scenario.topology();
		try (ChildProcess receiver = contender
			.start(settings(contender, scenario, Role.RECEIVE, run, topology.receivers(), topology.senders()));
				ChildProcess sender = contender
					.start(settings(contender, scenario, Role.SEND, run, topology.senders(), topology.receivers()))) {
			sender.say("go");
			Mark.awaitFirst(receiver);
			this.timing.warmUp();
			Mark sent = Mark.take(sender);
			Mark received = Mark.take(receiver);
			ProcessCpu daemonCpu = ProcessCpu.of(this.daemon.pid());
			this.timing.measure();
			Mark sentEnd = Mark.take(sender);
			Mark receivedEnd = Mark.take(receiver);
			double daemonNanos = ProcessCpu.of(this.daemon.pid()).since(daemonCpu);
			sender.say("stop");
			receiver.say("stop");
			double rate = receivedEnd.perSecond(received);
			return new Figures().with(Metric.RATE, rate)
				.with(Metric.MEGABYTES, rate * scenario.size() / MEGA)
				.with(Metric.SENDER_CPU, sentEnd.microsPerMessage(sent))
				.with(Metric.RECEIVER_CPU, receivedEnd.microsPerMessage(received))
				.with(Metric.DAEMON_CPU, daemonNanos / MICROS / (receivedEnd.messages() - received.messages()));
		}
		finally {
			this.timing.settle();
		}
	}

	/**
	 * Send one message after the other to oneself.
	 * @param contender who
	 * @param scenario what
	 * @return the times
	 */
	Figures roundTrips(Contender contender, Scenario scenario) {
		int run = this.number.incrementAndGet();
		try (ChildProcess player = contender.start(settings(contender, scenario, Role.PINGPONG, run, 1, 1))) {
			this.timing.warmUp();
			Mark.take(player);
			this.timing.measure();
			Mark.take(player);
			player.say("stop");
			String[] words = player.await("LATENCY");
			return new Figures().with(Metric.P50, Long.parseLong(words[2]) / MICROS)
				.with(Metric.P99, Long.parseLong(words[3]) / MICROS)
				.with(Metric.P999, Long.parseLong(words[4]) / MICROS);
		}
		finally {
			this.timing.settle();
		}
	}

	private PeerSettings settings(Contender contender, Scenario scenario, Role role, int run, int connections,
			int peers) {
		String sender = "s%d-".formatted(run);
		String receiver = "r%d-".formatted(run);
		int window = this.flow.window(scenario);
		boolean sends = role == Role.SEND;
		return new PeerSettings(contender.name(), role, this.daemon.address(scenario.socket()),
				sends ? sender : receiver, sends ? receiver : sender, "benchmark-" + run, scenario.size(),
				scenario.service(), connections, peers, window, FlowControl.ack(window),
				sends ? this.flow.batch(window, contender) : 1, this.nativeLibrary);
	}

}
