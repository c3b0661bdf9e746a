package io.github.spreadspring.benchmarks.soak;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.daemon.EmbeddedSpreadNetwork;
import io.github.spreadspring.protocol.MemberId;

/**
 * An embedded network.
 */
final class EmbeddedFaults implements Faults {

	private static final double DETECTION_SECONDS = 0.3;

	private static final Duration ROTATION = Duration.ofMillis(1);

	private final EmbeddedSpreadNetwork network;

	private final List<EmbeddedSpreadDaemon> daemons;

	private final List<String> addresses;

	/**
	 * Start a network.
	 * @param daemons the number of daemons
	 * @param pace factor for the time in which they notice that one is lost
	 */
	EmbeddedFaults(int daemons, double pace) {
		this.network = EmbeddedSpreadNetwork.builder()
			.daemons(IntStream.range(0, daemons).mapToObj((i) -> "d" + i).toArray(String[]::new))
			.detectionTime(Schedule.duration(DETECTION_SECONDS * pace))
			.rotation(ROTATION)
			.build()
			.start();
		this.daemons = this.network.daemons();
		this.addresses = this.daemons.stream().map(EmbeddedSpreadDaemon::address).toList();
	}

	@Override
	public List<String> addresses() {
		return this.addresses;
	}

	@Override
	public Set<Action> possible() {
		return EnumSet.allOf(Action.class);
	}

	@Override
	public void kill(int daemon) {
		this.daemons.get(daemon).kill();
	}

	@Override
	public void start(int daemon) {
		this.daemons.get(daemon).start();
	}

	@Override
	public void freeze(int daemon) {
		this.daemons.get(daemon).faults().freeze();
	}

	@Override
	public void thaw(int daemon) {
		this.daemons.get(daemon).faults().thaw();
	}

	@Override
	@SuppressWarnings({ "unchecked", "rawtypes" })
	public void partition(List<List<Integer>> components) {
		this.network.partition((Collection<String>[]) components.stream()
			.map((component) -> component.stream().map((daemon) -> this.daemons.get(daemon).name()).toList())
			.toArray(Collection[]::new));
	}

	@Override
	public void merge() {
		this.network.merge();
	}

	@Override
	public void delay(int daemon, Duration delay) {
		this.daemons.get(daemon).faults().delay(delay);
	}

	@Override
	public void disconnect(MemberId member) {
		daemonOf(member).faults().disconnect(member.privateName());
	}

	@Override
	public void cutFrame(MemberId member) {
		daemonOf(member).faults().cutFrame(member.privateName());
	}

	private EmbeddedSpreadDaemon daemonOf(MemberId member) {
		return this.network.daemon(member.daemonName());
	}

	@Override
	public void clear() {
		for (EmbeddedSpreadDaemon daemon : this.daemons) {
			daemon.start();
			daemon.faults().thaw();
			daemon.faults().clear();
		}
		this.network.merge();
	}

	@Override
	public void close() {
		this.network.close();
	}

}
