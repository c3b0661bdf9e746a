package io.github.spreadspring.messaging.listener;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.client.session.SpreadStream;
import io.github.spreadspring.messaging.Peer;
import io.github.spreadspring.messaging.Received;
import io.github.spreadspring.messaging.RecordingErrorHandler;
import io.github.spreadspring.messaging.SpreadNetwork;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A network with one session, and containers on it that are stopped in the end.
 */
final class Listening implements BeforeEachCallback, AfterEachCallback {

	private final SpreadNetwork network = new SpreadNetwork();

	private final Received received = new Received();

	private final RecordingErrorHandler errors = new RecordingErrorHandler();

	private final ContainerProperties properties = new ContainerProperties();

	private final List<SpreadListenerContainer> containers = new ArrayList<>();

	private SpreadSession session;

	@Override
	public void beforeEach(ExtensionContext context) {
		this.network.beforeEach(context);
		this.session = this.network.session();
		this.properties.setErrorHandler(this.errors);
	}

	@Override
	public void afterEach(ExtensionContext context) throws Exception {
		this.containers.forEach(SpreadListenerContainer::stop);
		this.network.afterEach(context);
	}

	SpreadNetwork network() {
		return this.network;
	}

	SpreadSession session() {
		return this.session;
	}

	/**
	 * Return how containers run that are created from now on.
	 * @return the properties
	 */
	ContainerProperties properties() {
		return this.properties;
	}

	RecordingErrorHandler errors() {
		return this.errors;
	}

	Received received() {
		return this.received;
	}

	Peer peer(String name) {
		return this.network.peer(name);
	}

	SpreadListenerContainer create(SpreadEventListener listener, String... groups) {
		return create("my-listener", listener, groups);
	}

	SpreadListenerContainer create(String id, SpreadEventListener listener, String... groups) {
		SpreadListenerContainer container = new SpreadListenerContainer(id, this.session, List.of(groups), listener,
				new ContainerProperties(this.properties));
		this.containers.add(container);
		return container;
	}

	/**
	 * Start a container and wait until it is in its groups.
	 * @param listener the listener
	 * @param groups the groups
	 * @return the container
	 */
	SpreadListenerContainer start(SpreadEventListener listener, String... groups) {
		return start(create(listener, groups));
	}

	SpreadListenerContainer start(SpreadListenerContainer container) {
		container.start();
		container.getGroups()
			.stream()
			.filter((group) -> !group.equals(SpreadStream.PRIVATE))
			.forEach((group) -> this.network.awaitIn(this.session, group));
		return container;
	}

	/**
	 * Return a listener that keeps the texts of messages and passes over events.
	 * @return the listener
	 */
	SpreadEventListener texts() {
		return (event) -> {
			if (event instanceof RegularMessage message) {
				this.received.add(text(message));
			}
		};
	}

	static String text(SpreadEvent event) {
		assertThat(event).isInstanceOf(RegularMessage.class);
		return new String(((RegularMessage) event).body(), StandardCharsets.UTF_8);
	}

}
