package io.github.spreadspring.sample.network;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.daemon.EmbeddedSpreadNetwork;

/**
 * Divides the network and brings it together again.
 */
@Component
@Profile("network")
class Sides {

	private final EmbeddedSpreadNetwork network;

	private volatile List<List<String>> sides;

	Sides(EmbeddedSpreadNetwork network) {
		this.network = network;
		this.sides = List.of(names());
	}

	/**
	 * Return who can reach whom, as it was asked for. That it is so is noticed a little
	 * later, see {@link EmbeddedSpreadNetwork#components()}.
	 * @return the names of daemons, side by side
	 */
	List<List<String>> all() {
		return this.sides;
	}

	@SuppressWarnings("unchecked")
	synchronized void split(List<List<String>> components) {
		this.network.partition(components.toArray(Collection[]::new));
		List<List<String>> sides = new ArrayList<>(components);
		List<String> others = new ArrayList<>(names());
		components.forEach(others::removeAll);
		sides.add(others);
		sides.removeIf(List::isEmpty);
		this.sides = List.copyOf(sides);
	}

	synchronized void merge() {
		this.network.merge();
		this.sides = List.of(names());
	}

	private List<String> names() {
		return this.network.daemons().stream().map(EmbeddedSpreadDaemon::name).toList();
	}

}
