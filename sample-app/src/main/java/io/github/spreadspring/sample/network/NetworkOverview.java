package io.github.spreadspring.sample.network;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.daemon.EmbeddedSpreadNetwork;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.sample.network.NetworkResource.DaemonResource;
import io.github.spreadspring.sample.network.NetworkResource.ObserverResource;
import io.github.spreadspring.sample.network.NetworkResource.State;

/**
 * Tells how the network is, and what is seen at each daemon.
 */
@Component
@Profile("network")
class NetworkOverview {

	private final EmbeddedSpreadNetwork network;

	private final Observers observers;

	private final Sides sides;

	private final SpreadSession session;

	private final Duration detectionTime;

	NetworkOverview(EmbeddedSpreadNetwork network, Observers observers, Sides sides, SpreadSession session,
			NetworkProperties properties) {
		this.network = network;
		this.observers = observers;
		this.sides = sides;
		this.session = session;
		this.detectionTime = properties.detectionTime();
	}

	NetworkResource get(@Nullable String group) {
		List<Set<String>> components = this.network.components();
		List<DaemonResource> daemons = this.network.daemons()
			.stream()
			.map((daemon) -> daemon(daemon, components, group))
			.toList();
		return new NetworkResource(this.detectionTime.toMillis(), silence().toMillis(), this.sides.all(), daemons);
	}

	private DaemonResource daemon(EmbeddedSpreadDaemon daemon, List<Set<String>> components, @Nullable String group) {
		Observer observer = this.observers.at(daemon);
		List<String> component = components.stream()
			.filter((names) -> names.contains(daemon.name()))
			.findFirst()
			.map(List::copyOf)
			.orElse(List.of());
		MemberId member = this.session.privateGroup();
		boolean home = member != null && member.daemonName().equals(daemon.name());
		return new DaemonResource(daemon.name(), observer.address().toString(), state(daemon), component, home,
				ObserverResource.of(observer, group));
	}

	private static State state(EmbeddedSpreadDaemon daemon) {
		if (!daemon.isRunning()) {
			return State.KILLED;
		}
		return daemon.faults().isFrozen() ? State.FROZEN : State.RUNNING;
	}

	/**
	 * A session pings its daemon now and then, and gives it up when the answer is missing
	 * for too long.
	 * @return how long that takes at most
	 */
	private Duration silence() {
		Duration interval = this.session.settings().pingInterval();
		return (interval != null) ? interval.plus(this.session.settings().pingTimeout()) : Duration.ZERO;
	}

}
