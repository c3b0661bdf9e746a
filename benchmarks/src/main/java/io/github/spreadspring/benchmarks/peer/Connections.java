package io.github.spreadspring.benchmarks.peer;

import java.util.List;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.SpreadConnection;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadMessage;
import io.github.spreadspring.client.message.ViewChanged;

/**
 * Opens connections of our client over the transport that is measured.
 */
public final class Connections {

	private Connections() {
	}

	/**
	 * Return how to connect.
	 * @param settings address, name and transport
	 * @param index the number of the connection
	 * @return the settings of the connection
	 */
	public static ConnectionSettings settings(PeerSettings settings, int index) {
		return ConnectionSettings.of(settings.address()).privateName(settings.name() + index);
	}

	static SpreadConnection open(PeerSettings settings, int index) {
		return SpreadConnection.open(settings(settings, index));
	}

	static SpreadConnection openAndJoin(PeerSettings settings, int index, String group) throws InterruptedException {
		SpreadConnection connection = open(settings, index);
		connection.join(group);
		SpreadMessage message = connection.receive();
		while (!(message instanceof ViewChanged)) {
			message = connection.receive();
		}
		return connection;
	}

	static void multicast(SpreadConnection connection, List<OutboundMessage> messages) {
		messages.forEach(connection::multicast);
	}

	static RegularMessage receive(SpreadConnection connection) throws InterruptedException {
		while (true) {
			if (connection.receive() instanceof RegularMessage message) {
				return message;
			}
		}
	}

}
