package io.github.spreadspring.boot.test.docs;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;

import io.github.spreadspring.boot.test.SpreadTest;
import io.github.spreadspring.boot.test.SpreadTestClient;
import io.github.spreadspring.boot.test.SpreadTestListeners;
import io.github.spreadspring.daemon.DaemonFaults;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;

@SpreadTest
@Import(Prices.class)
class OutageTests {

	@Test
	void questionsAreAnsweredAfterARestart(EmbeddedSpreadDaemon daemon, @Autowired ApplicationContext context) {
		daemon.restart();
		SpreadTestListeners.awaitJoined(context);
		try (SpreadTestClient client = SpreadTestClient.open(daemon)) {
			client.send("questions", "pen");
			client.awaitPrivateMessage();
		}
	}

	@Test
	void aSlowDaemonIsNoReasonToFail(DaemonFaults faults, SpreadTestClient client) {
		faults.delay(Duration.ofMillis(20));
		client.send("questions", "pen");
		client.awaitPrivateMessage();
	}

}
