package io.github.spreadspring.boot.test;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;

import io.github.spreadspring.client.ConnectionRefusedException;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.daemon.DaemonFaults;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.messaging.config.SpreadListenerEndpointRegistry;
import io.github.spreadspring.messaging.listener.SpreadListenerContainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SpreadTestListeners}.
 */
@SpringBootTest
@EmbeddedSpread
class SpreadTestListenersTests {

	private static final Duration SHORT = Duration.ofMillis(20);

	@Autowired
	private SpreadListenerEndpointRegistry registry;

	@Test
	void listenersThatRunHaveJoinedBeforeATest() {
		assertThat(container("orders").isJoined()).isTrue();
		assertThat(container("later").isRunning()).isFalse();
	}

	@Test
	void aListenerThatATestStartsCanBeWaitedFor() {
		container("later").start();
		try {
			SpreadTestListeners.awaitJoined(this.registry, SpreadTestListeners.DEFAULT_TIMEOUT, "later");
			assertThat(container("later").isJoined()).isTrue();
		}
		finally {
			container("later").stop();
		}
	}

	@Test
	void aListenerThatIsNamedHasToRun() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> SpreadTestListeners.awaitJoined(this.registry, SHORT, "later"))
			.withMessage(
					"After waiting for 20 ms: Listener 'later' (STOPPED) is not in all of its groups [news], because it does not run");
	}

	@Test
	void anUnknownListenerIsToldWithTheKnownOnes() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> SpreadTestListeners.awaitJoined(this.registry, SHORT, "order"))
			.withMessageContaining("'order'")
			.withMessageContaining("[orders, later]");
	}

	@Test
	void aGroupThatCannotBeJoinedIsTold(DaemonFaults faults) {
		faults.freeze();
		container("orders").join("audit");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> SpreadTestListeners.awaitJoined(this.registry, SHORT))
			.withMessageContaining("Listener 'orders' (RUNNING)")
			.withMessageContaining("audit");
		faults.thaw();
		SpreadTestListeners.awaitJoined(this.registry, SpreadTestListeners.DEFAULT_TIMEOUT);
		container("orders").leave("audit");
	}

	@Test
	void aSessionThatCannotConnectIsToldWithTheReason(EmbeddedSpreadDaemon daemon,
			@Autowired ApplicationContext context, @Autowired SpreadSession session) {
		String address = daemon.address();
		daemon.kill();
		await().until(() -> session.lastFailure() instanceof ConnectionRefusedException);
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> SpreadTestListeners.awaitJoined(context, SHORT))
			.withMessageContaining("Session 'spreadSession' at " + address)
			.withMessageContaining("refused");
	}

	private SpreadListenerContainer container(String id) {
		SpreadListenerContainer container = this.registry.getListenerContainer(id);
		assertThat(container).isNotNull();
		return container;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@SpreadListener(id = "orders", groups = "orders")
		void order(String text) {
		}

		@SpreadListener(id = "later", groups = "news", autoStartup = "false")
		void news(String text) {
		}

	}

}
