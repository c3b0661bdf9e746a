package io.github.spreadspring.messaging;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.SpreadConnection;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadMessage;
import io.github.spreadspring.client.message.ViewChanged;
import io.github.spreadspring.messaging.support.SpreadMessageMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Somebody else on the network, who knows nothing of Spring.
 */
public final class Peer implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final SpreadConnection connection;

	Peer(String address, String name) {
		this.connection = SpreadConnection.open(ConnectionSettings.of(address).privateName(name));
	}

	public String id() {
		return this.connection.privateGroup().toString();
	}

	public Peer join(String group) {
		this.connection.join(group);
		ViewChanged view = membership();
		assertThat(view.view().contains(this.connection.privateGroup())).isTrue();
		return this;
	}

	public void leave(String group) {
		this.connection.leave(group);
	}

	public void send(String group, String text) {
		send(OutboundMessage.of(group, text.getBytes(StandardCharsets.UTF_8)));
	}

	/**
	 * Answer a request.
	 * @param request what was received
	 * @param text the answer
	 */
	public void answer(RegularMessage request, String text) {
		String id = SpreadMessageMapper.correlationId(request);
		send(OutboundMessage
			.of(request.sender(), "correlation-id: %s\n\n%s".formatted(id, text).getBytes(StandardCharsets.UTF_8))
			.type(18498));
	}

	public void send(OutboundMessage message) {
		this.connection.multicast(message);
	}

	/**
	 * Return the next message, passing over membership.
	 * @return the message
	 */
	public RegularMessage message() {
		return next(RegularMessage.class);
	}

	/**
	 * Return the body of the next message as text.
	 * @return the text
	 */
	public String text() {
		return new String(message().body(), StandardCharsets.UTF_8);
	}

	/**
	 * Return the next view, passing over messages.
	 * @return the view and its cause
	 */
	public ViewChanged membership() {
		return next(ViewChanged.class);
	}

	private <T extends SpreadMessage> T next(Class<T> type) {
		try {
			while (true) {
				SpreadMessage message = this.connection.receive(PATIENCE);
				assertThat(message).as("message within %s", PATIENCE).isNotNull();
				if (type.isInstance(message)) {
					return type.cast(message);
				}
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Disappear as if the program had crashed.
	 */
	public void kill() {
		this.connection.kill();
	}

	@Override
	public void close() {
		this.connection.close();
	}

}
