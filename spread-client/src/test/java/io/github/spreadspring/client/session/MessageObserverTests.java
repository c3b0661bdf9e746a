package io.github.spreadspring.client.session;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.ConnectionClosedException;
import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link MessageObserver}.
 */
class MessageObserverTests {

	private final EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build().start();

	private final SpreadSession session = Events
		.session(ConnectionSettings.of(this.daemon.address()).privateName("app"));

	private final List<String> seen = new CopyOnWriteArrayList<>();

	private final MessageObserver observer = new MessageObserver() {

		@Override
		public void sent(OutboundMessage message) {
			MessageObserverTests.this.seen.add("sent to " + message.groups());
		}

		@Override
		public void received(RegularMessage message) {
			MessageObserverTests.this.seen.add("received from " + message.groups());
		}

	};

	@BeforeEach
	void start() {
		this.session.start();
		this.session.addMessageObserver(new MessageObserver() {

			@Override
			public void received(RegularMessage message) {
				throw new AssertionError("of a test");
			}

			@Override
			public void sent(OutboundMessage message) {
				throw new AssertionError("of a test");
			}

		});
		this.session.addMessageObserver(this.observer);
	}

	@AfterEach
	void close() {
		this.session.close();
		this.daemon.close();
	}

	@Test
	void whatIsSentAndWhatComesIsSeenOnce() {
		SpreadStream one = this.session.open();
		SpreadStream two = this.session.open();
		one.join("g").join();
		two.join("h").join();
		this.session.multicast(OutboundMessage.of("g", new byte[0]).to(List.of("g", "h")));
		this.session.multicastAsync(OutboundMessage.of("g", new byte[0])).join();
		this.session.multicast(OutboundMessage.of("nobody", new byte[0]));
		Awaitility.await()
			.untilAsserted(() -> assertThat(this.seen).containsExactlyInAnyOrder("sent to [g, h]", "sent to [g]",
					"sent to [nobody]", "received from [g, h]", "received from [g]"));
	}

	@Test
	void whatCannotBeSentIsNotSeen() {
		this.session.stop();
		assertThatExceptionOfType(ConnectionClosedException.class)
			.isThrownBy(() -> this.session.multicast(OutboundMessage.of("g", new byte[0])));
		assertThat(this.seen).isEmpty();
	}

	@Test
	void whoWasRemovedSeesNothing() {
		this.session.removeMessageObserver(this.observer);
		this.session.multicast(OutboundMessage.of("g", new byte[0]));
		assertThat(this.seen).isEmpty();
	}

}
