package io.github.spreadspring.benchmarks.peer;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import io.github.spreadspring.client.SpreadConnection;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.protocol.ServiceType;

/**
 * Receives with {@link SpreadConnection}, one thread for each connection.
 */
final class ConnectionReceiver implements Peer {

	private static final byte[] NO_BODY = {};

	private final PeerSettings settings;

	private final Counters received;

	private final List<SpreadConnection> connections = new ArrayList<>();

	ConnectionReceiver(PeerSettings settings) {
		this.settings = settings;
		this.received = new Counters(settings.connections());
	}

	@Override
	public void open() throws Exception {
		for (int i = 0; i < this.settings.connections(); i++) {
			int index = i;
			SpreadConnection connection = Connections.openAndJoin(this.settings, i, this.settings.group());
			this.connections.add(connection);
			PeerMain.start("receiver-" + i, () -> receive(index, connection));
		}
	}

	private void receive(int index, SpreadConnection connection) throws InterruptedException {
		long[] bySender = new long[this.settings.peers()];
		int ack = this.settings.ack();
		ByteBuffer buffer = this.settings.implementation().endsWith("-buffer")
				? ByteBuffer.allocateDirect(this.settings.size()) : null;
		while (true) {
			RegularMessage message = Connections.receive(connection, buffer);
			this.received.add(index, 1);
			if (ack != 0 && ++bySender[message.messageType()] % ack == 0) {
				connection
					.multicast(OutboundMessage.of(message.sender(), NO_BODY).service(ServiceType.FIFO).type(index));
			}
		}
	}

	@Override
	public long messages() {
		return this.received.sum();
	}

}
