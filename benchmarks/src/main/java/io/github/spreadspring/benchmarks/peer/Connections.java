package io.github.spreadspring.benchmarks.peer;

import java.nio.file.Path;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.SpreadConnection;
import io.github.spreadspring.client.Transport;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadMessage;
import io.github.spreadspring.client.message.ViewChanged;

/**
 * Opens connections of our client over the transport that is measured.
 */
public final class Connections {

	/** The implementation that sends and receives with libspread through our client. */
	public static final String NATIVE = "native";

	private Connections() {
	}

	/**
	 * Return how to connect.
	 * @param settings address, name and transport
	 * @param index the number of the connection
	 * @return the settings of the connection
	 */
	public static ConnectionSettings settings(PeerSettings settings, int index) {
		ConnectionSettings socket = ConnectionSettings.of(settings.address()).privateName(settings.name() + index);
		if (!settings.implementation().startsWith(NATIVE)) {
			return socket;
		}
		ConnectionSettings library = socket.transport(Transport.NATIVE);
		return settings.library().isEmpty() ? library : library.nativeLibraryPath(Path.of(settings.library()));
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

	static RegularMessage receive(SpreadConnection connection) throws InterruptedException {
		while (true) {
			if (connection.receive() instanceof RegularMessage message) {
				return message;
			}
		}
	}

}
