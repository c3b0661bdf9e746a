package io.github.spreadspring.daemon;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Which daemons of a network can reach each other, and which share one order: the same
 * ones, except that losing somebody takes time to be noticed.
 */
final class NetworkMembership implements Reachability {

	private final ScheduledExecutorService loop;

	private final Duration detectionTime;

	private final Duration rotation;

	/** In the order of the configuration. */
	private final Set<VirtualDaemon> running = new TreeSet<>(Comparator.comparingInt(VirtualDaemon::position));

	private final Set<VirtualDaemon> frozen = new HashSet<>();

	/** The sequencers that serve anybody, or will when a daemon goes on. */
	private final Set<Sequencer> sequencers = new HashSet<>();

	/** Those whose daemons know already that they have lost others. */
	private final Set<Sequencer> noticed = new HashSet<>();

	/** By name of the daemon; those that are not named are in division 0. */
	private Map<String, Integer> divisions = Map.of();

	private @Nullable ScheduledFuture<?> detection;

	private boolean closed;

	/**
	 * Create a membership without daemons.
	 * @param loop the event loop
	 * @param detectionTime how long it takes to notice that a daemon is lost
	 * @param rotation how long SAFE messages have to wait
	 */
	NetworkMembership(ScheduledExecutorService loop, Duration detectionTime, Duration rotation) {
		this.loop = loop;
		this.detectionTime = detectionTime;
		this.rotation = rotation;
	}

	@Override
	public void started(VirtualDaemon daemon) {
		Sequencer own = new Sequencer(DaemonMemberships.form(daemon.name()), Set.of(daemon), this.loop, this.rotation);
		this.sequencers.add(own);
		daemon.follow(own);
		this.running.add(daemon);
		settle();
	}

	@Override
	public void stopped(VirtualDaemon daemon) {
		this.running.remove(daemon);
		this.frozen.remove(daemon);
		daemon.sequencer().steps().discardArrived((session) -> session.daemon() == daemon);
		daemon.endSessions();
		settle();
	}

	@Override
	public void frozen(VirtualDaemon daemon) {
		daemon.sequencer().flush();
		this.frozen.add(daemon);
		settle();
	}

	@Override
	public void thawed(VirtualDaemon daemon) {
		this.frozen.remove(daemon);
		settle();
	}

	/**
	 * Divide the network anew.
	 * @param divisions the number of its division for every daemon, by name
	 */
	void divide(Map<String, Integer> divisions) {
		this.divisions = divisions;
		settle();
	}

	/**
	 * Let nobody notice any more what happens.
	 */
	void close() {
		this.closed = true;
		this.sequencers.forEach(Sequencer::close);
	}

	/**
	 * Return who shares an order with whom.
	 * @return the names of the daemons that run
	 */
	List<Set<String>> components() {
		Map<Sequencer, Set<String>> components = new LinkedHashMap<>();
		this.running.forEach((daemon) -> components.computeIfAbsent(daemon.sequencer(), (key) -> new LinkedHashSet<>())
			.add(daemon.name()));
		return List.copyOf(components.values());
	}

	/**
	 * Bring the orders in line with who can reach whom: at once, unless somebody has to
	 * notice a loss first.
	 */
	private void settle() {
		if (this.closed) {
			return;
		}
		List<Set<VirtualDaemon>> reachable = reachable();
		boolean loss = false;
		for (Sequencer sequencer : this.sequencers) {
			boolean intact = reachable.stream().anyMatch((together) -> together.containsAll(sequencer.daemons()))
					&& sequencer.daemons().stream().allMatch((daemon) -> daemon.sequencer() == sequencer);
			sequencer.steps().setHeld(!intact);
			loss |= !intact && !this.noticed.contains(sequencer)
					&& active().anyMatch((daemon) -> daemon.sequencer() == sequencer);
		}
		if (loss && !this.detectionTime.isZero()) {
			if (this.detection == null) {
				this.detection = this.loop.schedule(this::install, this.detectionTime.toNanos(), TimeUnit.NANOSECONDS);
			}
		}
		else {
			install();
		}
	}

	private void install() {
		if (this.closed) {
			return;
		}
		if (this.detection != null) {
			this.detection.cancel(false);
			this.detection = null;
		}
		List<Set<VirtualDaemon>> changed = reachable().stream().filter((together) -> !isInstalled(together)).toList();
		List<Sequencer> installed = new ArrayList<>();
		changed.forEach((together) -> {
			together.forEach((daemon) -> this.noticed.add(daemon.sequencer()));
			installed.add(new Installation(together, this.loop, this.rotation).install());
		});
		this.sequencers.addAll(installed);
		dropUnused();
		installed.forEach((sequencer) -> sequencer.steps().setHeld(false));
	}

	private boolean isInstalled(Set<VirtualDaemon> together) {
		Sequencer first = together.iterator().next().sequencer();
		return first.daemons().equals(together) && together.stream().allMatch((daemon) -> daemon.sequencer() == first);
	}

	private void dropUnused() {
		Set<Sequencer> used = new HashSet<>();
		this.running.forEach((daemon) -> used.add(daemon.sequencer()));
		this.sequencers.stream().filter((sequencer) -> !used.contains(sequencer)).forEach(Sequencer::close);
		this.sequencers.retainAll(used);
		this.noticed.retainAll(used);
	}

	/**
	 * Return who can reach whom.
	 * @return the daemons that run and are not frozen, in the order of the configuration
	 */
	private List<Set<VirtualDaemon>> reachable() {
		Map<Integer, Set<VirtualDaemon>> reachable = new LinkedHashMap<>();
		active().forEach((daemon) -> reachable
			.computeIfAbsent(this.divisions.getOrDefault(daemon.name(), 0), (key) -> new LinkedHashSet<>())
			.add(daemon));
		return List.copyOf(reachable.values());
	}

	private Stream<VirtualDaemon> active() {
		return this.running.stream().filter((daemon) -> !this.frozen.contains(daemon));
	}

}
