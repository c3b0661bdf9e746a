package io.github.spreadspring.client.session;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.SendNotStartedException;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is known of messages that will come back is bounded, also with a daemon that would
 * queue any number of them.
 */
class SessionSendBoundTests {

	@Test
	void whoSendsWithoutReadingWaitsInTheEnd() throws Exception {
		try (EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().maxSessionMessages(1_000_000).build().start();
				SpreadSession session = Events.session(ConnectionSettings.of(daemon.address())
					.privateName("app")
					.sendTimeout(Duration.ofMillis(300)))) {
			session.start();
			SpreadStream stream = session.open(5, Long.MAX_VALUE);
			stream.join("g").get(10, TimeUnit.SECONDS);
			OutboundMessage message = Mailbox.message("g", "x");
			int[] sent = new int[1];
			assertThatExceptionOfType(SendNotStartedException.class).isThrownBy(() -> {
				for (int i = 0; i < Outbox.MAX_EXPECTED + 10; i++) {
					session.multicast(message);
					sent[0]++;
				}
			}).withMessageContaining("have not come back for 300 ms", "slow listener");
			assertThat(sent[0]).isBetween(Outbox.MAX_EXPECTED, Outbox.MAX_EXPECTED + 5);
			assertThat(session.isHeld()).isTrue();
			session.multicast(message.discardSelf());
			stream.discard();
			Awaitility.await().untilAsserted(() -> session.multicast(message));
		}
	}

}
