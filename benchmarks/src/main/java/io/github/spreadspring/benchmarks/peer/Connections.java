package io.github.spreadspring.benchmarks.peer;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

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

	private static final Duration LONG = Duration.ofDays(1);

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
		return receive(connection, null);
	}

	/**
	 * Receive the next message that is not about membership.
	 * @param connection where from
	 * @param body where to put its body, over and over; without it the message has its
	 * own
	 * @return the message
	 * @throws InterruptedException if the thread was interrupted
	 */
	static RegularMessage receive(SpreadConnection connection, @Nullable ByteBuffer body) throws InterruptedException {
		while (true) {
			SpreadMessage received = (body != null) ? connection.receive(body.clear(), LONG) : connection.receive();
			if (received instanceof RegularMessage message) {
				return message;
			}
		}
	}

}
