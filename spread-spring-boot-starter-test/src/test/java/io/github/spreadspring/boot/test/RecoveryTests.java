package io.github.spreadspring.boot.test;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.MethodMode;

import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.daemon.DaemonFaults;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.daemon.EmbeddedSpreadNetwork;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.protocol.ErrorCode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what one test does to the daemons and the next one finds.
 */
class RecoveryTests {

	@Test
	void whatATestBreaksIsWholeInTheNext() {
		TestRun.passes(7, Breaking.class);
	}

	@Test
	void withoutAnApplicationTheDaemonsAreMendedToo() {
		TestRun.passes(2, BreakingAlone.class);
	}

	@Test
	void daemonsOfAClosedContextStayClosed() {
		TestRun.passes(1, BreakingAndClosing.class);
		assertThat(BreakingAndClosing.last.isRunning()).isFalse();
	}

	@SpringBootTest(classes = Application.class)
	@EmbeddedSpread(daemons = { "alpha", "beta" })
	@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
	static class Breaking {

		@Autowired
		private SpreadTemplate template;

		@Autowired
		private SpreadSession session;

		@Test
		@Order(1)
		void divided(EmbeddedSpreadNetwork network, SpreadTestClient client) {
			assertWhole(network, client);
			network.partition(List.of("alpha"), List.of("beta"));
		}

		@Test
		@Order(2)
		void killed(EmbeddedSpreadNetwork network, EmbeddedSpreadDaemon daemon, SpreadTestClient client) {
			assertWhole(network, client);
			daemon.kill();
		}

		@Test
		@Order(3)
		void restarted(EmbeddedSpreadNetwork network, EmbeddedSpreadDaemon daemon, SpreadTestClient client) {
			assertWhole(network, client);
			daemon.restart();
		}

		@Test
		@Order(4)
		void frozen(EmbeddedSpreadNetwork network, DaemonFaults faults, SpreadTestClient client) {
			assertWhole(network, client);
			faults.refuse(ErrorCode.REJECT_QUOTA);
			faults.freeze();
		}

		@Test
		@Order(5)
		void cutOff(EmbeddedSpreadNetwork network, DaemonFaults faults, SpreadTestClient client) {
			assertWhole(network, client);
			assertThat(faults.disconnect(this.session.requirePrivateGroup().privateName())).isTrue();
		}

		@Test
		@Order(6)
		void closed(EmbeddedSpreadNetwork network, SpreadTestClient client) {
			assertWhole(network, client);
			network.close();
		}

		@Test
		@Order(7)
		void whole(EmbeddedSpreadNetwork network, SpreadTestClient client) {
			assertWhole(network, client);
		}

		private void assertWhole(EmbeddedSpreadNetwork network, SpreadTestClient client) {
			assertThat(network.components()).containsExactly(Set.of("alpha", "beta"));
			client.join("pong");
			this.template.convertAndSend("ping", "here?");
			assertThat(client.awaitMessage("pong").text()).isEqualTo("here?");
			try (SpreadTestClient far = SpreadTestClient.open(network.daemon("beta"))) {
				far.send("ping", "there?");
				assertThat(client.awaitMessage("pong").text()).isEqualTo("there?");
			}
		}

	}

	@EmbeddedSpread
	@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
	static class BreakingAlone {

		@Test
		@Order(1)
		void killed(EmbeddedSpreadDaemon daemon) {
			daemon.kill();
		}

		@Test
		@Order(2)
		void whole(SpreadTestClient client) {
			assertThat(client.join("group").members()).containsExactly(client.memberId());
		}

	}

	@SpringBootTest(classes = Application.class)
	@EmbeddedSpread(detectionTime = "12ms")
	static class BreakingAndClosing {

		private static EmbeddedSpreadDaemon last;

		@Test
		@DirtiesContext(methodMode = MethodMode.AFTER_METHOD)
		void killed(EmbeddedSpreadDaemon daemon) {
			last = daemon;
			daemon.kill();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Autowired
		private SpreadTemplate template;

		@SpreadListener("ping")
		void ping(String text) {
			this.template.convertAndSend("pong", text);
		}

	}

}
