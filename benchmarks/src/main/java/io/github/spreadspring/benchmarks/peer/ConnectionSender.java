package io.github.spreadspring.benchmarks.peer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.github.spreadspring.client.SpreadConnection;
import io.github.spreadspring.client.message.OutboundMessage;

/**
 * Sends with {@link SpreadConnection}: each message by itself, or several at once.
 */
final class ConnectionSender implements Peer {

	private final PeerSettings settings;

	private final Counters sent;

	private final List<SpreadConnection> connections = new ArrayList<>();

	ConnectionSender(PeerSettings settings) {
		this.settings = settings;
		this.sent = new Counters(settings.connections());
	}

	@Override
	public void open() {
		for (int i = 0; i < this.settings.connections(); i++) {
			this.connections.add(Connections.open(this.settings, i));
		}
	}

	@Override
	public void go() {
		for (int i = 0; i < this.connections.size(); i++) {
			int index = i;
			PeerMain.start("sender-" + i, () -> send(index, this.connections.get(index)));
		}
	}

	private void send(int index, SpreadConnection connection) throws InterruptedException {
		OutboundMessage message = OutboundMessage.of(this.settings.group(), new byte[this.settings.size()])
			.service(this.settings.service())
			.type(index);
		int batch = this.settings.batch();
		List<OutboundMessage> messages = Collections.nCopies(batch, message);
		Window window = new Window(this.settings);
		while (true) {
			while (!window.hasRoom(batch)) {
				window.acknowledged(Connections.receive(connection).messageType());
			}
			if (batch == 1) {
				connection.multicast(message);
			}
			else {
				connection.multicast(messages);
			}
			window.sent(batch);
			this.sent.add(index, batch);
		}
	}

	@Override
	public long messages() {
		return this.sent.sum();
	}

}
