package io.github.spreadspring.benchmarks.peer;

import io.github.spreadspring.client.SpreadConnection;
import io.github.spreadspring.client.message.OutboundMessage;

/**
 * Sends to its own group with {@link SpreadConnection} and waits for the message.
 */
final class ConnectionPingPong implements Peer {

	private final PeerSettings settings;

	private final Counters returned = new Counters(1);

	private final RoundTrips roundTrips = new RoundTrips();

	ConnectionPingPong(PeerSettings settings) {
		this.settings = settings;
	}

	@Override
	public void open() throws Exception {
		SpreadConnection connection = Connections.openAndJoin(this.settings, 0, this.settings.group());
		PeerMain.start("ping-pong", () -> play(connection));
	}

	private void play(SpreadConnection connection) throws InterruptedException {
		OutboundMessage message = OutboundMessage.of(this.settings.group(), new byte[this.settings.size()])
			.service(this.settings.service());
		while (true) {
			long start = System.nanoTime();
			connection.multicast(message);
			Connections.receive(connection);
			this.roundTrips.add(System.nanoTime() - start);
			this.returned.add(0, 1);
		}
	}

	@Override
	public long messages() {
		return this.returned.sum();
	}

	@Override
	public RoundTrips roundTrips() {
		return this.roundTrips;
	}

}
