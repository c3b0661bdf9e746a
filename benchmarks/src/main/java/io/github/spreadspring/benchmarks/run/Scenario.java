package io.github.spreadspring.benchmarks.run;

import io.github.spreadspring.protocol.ServiceType;

/**
 * What all implementations do in turn.
 *
 * @param size bytes of a body
 * @param socket how clients reach the daemon
 * @param topology who sends to whom
 * @param service the service type
 */
record Scenario(int size, SocketKind socket, Topology topology, ServiceType service) {

	@Override
	public String toString() {
		return "%,d bytes, %s, %s, %s".formatted(this.size, this.socket, this.topology, this.service);
	}

}
