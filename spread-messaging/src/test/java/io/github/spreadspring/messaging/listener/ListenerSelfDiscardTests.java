package io.github.spreadspring.messaging.listener;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.session.SessionSettings;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.client.session.SpreadStream;
import io.github.spreadspring.messaging.Peer;
import io.github.spreadspring.protocol.MemberId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for listeners that do not get what their own application sent.
 */
class ListenerSelfDiscardTests {

	@RegisterExtension
	final Listening listening = new Listening();

	@BeforeEach
	void discard() {
		this.listening.properties().setSelfDiscard(true);
	}

	@Test
	void ourOwnMessagesDoNotReachTheListenerButThoseOfOthersDo() {
		this.listening.start(this.listening.texts(), "a");
		Peer peer = this.listening.peer("peer").join("a");
		send(this.listening.session(), "a", "own");
		assertThat(peer.text()).isEqualTo("own");
		peer.send("a", "text");
		assertThat(this.listening.received().next()).isEqualTo("text");
	}

	@Test
	void withoutTheSettingTheyDo() {
		this.listening.properties().setSelfDiscard(false);
		this.listening.start(this.listening.texts(), "a");
		send(this.listening.session(), "a", "own");
		assertThat(this.listening.received().next()).isEqualTo("own");
	}

	@Test
	void severalThreadsDiscardThemToo() {
		this.listening.properties().setConcurrency(3);
		this.listening.start(this.listening.texts(), "a");
		Peer peer = this.listening.peer("peer").join("a");
		send(this.listening.session(), "a", "own");
		assertThat(peer.text()).isEqualTo("own");
		peer.send("a", "text");
		assertThat(this.listening.received().next()).isEqualTo("text");
	}

	@Test
	void messagesToOurPrivateGroupAreDiscardedToo() {
		this.listening.start(this.listening.texts(), SpreadStream.PRIVATE);
		String self = String.valueOf(this.listening.session().privateGroup());
		send(this.listening.session(), self, "own");
		this.listening.peer("peer").send(self, "text");
		assertThat(this.listening.received().next()).isEqualTo("text");
	}

	@Test
	void afterAReconnectWithAnotherNameOurMessagesAreStillKnownInTheirPlace() {
		SessionSettings settings = this.listening.network().settings();
		String address = settings.addresses().get(0).toString();
		try (SpreadSession session = new SpreadSession(SessionSettings.of(ConnectionSettings.of(address))
			.reconnectDelay(Duration.ofMillis(10), Duration.ofMillis(50)))) {
			session.start();
			SpreadListenerContainer container = new SpreadListenerContainer("nameless", session, List.of("a"),
					this.listening.texts(), this.listening.properties());
			container.start();
			this.listening.network().awaitIn(session, "a");
			MemberId before = session.privateGroup();
			await().until(() -> container.getQueueSize() == 0);
			container.pause();
			// held by the pause, so that what follows waits until we have another name
			Peer peer = this.listening.peer("peer");
			peer.send("a", "first");
			await().until(() -> container.getQueueSize() == 1);
			send(session, "a", "own before");
			await().until(() -> container.getQueueSize() == 2);
			session.stop();
			session.start();
			this.listening.network().awaitIn(session, "a");
			send(session, "a", "own after");
			peer.send("a", "text");
			container.resume();
			assertThat(this.listening.received().next()).isEqualTo("first");
			assertThat(this.listening.received().next()).isEqualTo("text");
			assertThat(session.privateGroup()).isNotEqualTo(before);
			container.stop();
		}
	}

	private static void send(SpreadSession session, String group, String text) {
		session.multicast(OutboundMessage.of(group, text.getBytes(StandardCharsets.UTF_8)));
	}

}
