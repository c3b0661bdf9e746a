package io.github.spreadspring.client.session;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.ConnectionRestored;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A session that the daemon cut off because it did not read says so.
 */
class SessionCutOffTests {

	@RegisterExtension
	final SessionLog log = new SessionLog();

	private final EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().maxSessionMessages(3).build().start();

	private final SpreadSession session = Events
		.session(ConnectionSettings.of(this.daemon.address()).privateName("app"));

	private final SpreadStream slow = this.session.open(5, Long.MAX_VALUE);

	private final SpreadStream quick = this.session.open();

	@BeforeEach
	void start() throws Exception {
		this.session.start();
		this.slow.join("orders").get(10, TimeUnit.SECONDS);
		this.quick.join("news").get(10, TimeUnit.SECONDS);
	}

	@AfterEach
	void close() {
		this.session.close();
		this.daemon.close();
	}

	@Test
	void theReasonNamesTheListenerAndTheTimeAndWhatToDo() throws Exception {
		try (Mailbox sender = Mailbox.open(this.daemon.address(), "sender")) {
			byte[] body = new byte[100_000];
			Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> {
				sender.send(OutboundMessage.of("orders", body));
				return this.daemon.sessions() == 1;
			});
		}
		assertThat(this.session.isHeld()).isTrue();
		assertThat(nextLoss(this.slow)).contains("a listener of [orders] was too slow", "did not read",
				"overflow policy");
		assertThat(this.log.lines(Level.WARNING)).anyMatch((line) -> line.contains("cut us off"));
		Events events = Events.of(this.slow);
		events.next(ConnectionRestored.class);
	}

	@Test
	void theLossOfALaterConnectionIsNotBlamedOnTheListener() throws Exception {
		for (int i = 0; i < 10; i++) {
			this.session.multicast(OutboundMessage.of("orders", new byte[1]));
		}
		Awaitility.await().until(() -> this.session.statistics().heldTime().toMillis() > 100);
		this.daemon.restart();
		assertThat(nextLoss(this.slow)).contains("a listener of [orders]");
		Events.of(this.slow).next(ConnectionRestored.class);
		this.daemon.restart();
		assertThat(nextLoss(this.slow)).doesNotContain("listener");
	}

	private static String nextLoss(SpreadStream stream) throws InterruptedException {
		SpreadEvent event = Events.of(stream).next();
		while (!(event instanceof ConnectionLost)) {
			event = Events.of(stream).next();
		}
		return ((ConnectionLost) event).reason();
	}

	@Test
	void aLossOfAnyOtherKindIsNotBlamedOnListeners() throws Exception {
		this.daemon.close();
		assertThat(nextLoss(this.quick)).doesNotContain("listener");
	}

}
