package io.github.spreadspring.benchmarks.soak;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.protocol.MemberId;

/**
 * One embedded daemon.
 */
final class EmbeddedFaults implements Faults {

	private final EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().name("alpha").build();

	private final List<String> addresses;

	EmbeddedFaults(int daemons, double pace) {
		this.addresses = List.of(this.daemon.start().address());
	}

	@Override
	public List<String> addresses() {
		return this.addresses;
	}

	@Override
	public Set<Action> possible() {
		return EnumSet.complementOf(EnumSet.of(Action.PARTITION));
	}

	@Override
	public void kill(int number) {
		this.daemon.kill();
	}

	@Override
	public void start(int number) {
		this.daemon.start();
	}

	@Override
	public void freeze(int number) {
		this.daemon.faults().freeze();
	}

	@Override
	public void thaw(int number) {
		this.daemon.faults().thaw();
	}

	@Override
	public void partition(List<List<Integer>> components) {
		throw new UnsupportedOperationException("One daemon cannot be parted");
	}

	@Override
	public void merge() {
		throw new UnsupportedOperationException("One daemon cannot be merged");
	}

	@Override
	public void delay(int number, Duration delay) {
		this.daemon.faults().delay(delay);
	}

	@Override
	public void disconnect(MemberId member) {
		this.daemon.faults().disconnect(member.privateName());
	}

	@Override
	public void cutFrame(MemberId member) {
		this.daemon.faults().cutFrame(member.privateName());
	}

	@Override
	public void clear() {
		this.daemon.start();
		this.daemon.faults().thaw();
		this.daemon.faults().clear();
	}

	@Override
	public void close() {
		this.daemon.close();
	}

}
