package io.github.spreadspring.boot.test;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

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
			.withMessageContainingAll("there are [", "orders", "later", "small");
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

	@Test
	void aGroupThatIsDeniedIsTold(SpreadTestClient client) throws InterruptedException {
		SpreadListenerContainer small = container("small");
		small.start();
		SpreadTestListeners.awaitJoined(this.registry, SpreadTestListeners.DEFAULT_TIMEOUT, "small");
		client.send("small", "one");
		try {
			assertThat(Application.begun.await(5, TimeUnit.SECONDS)).isTrue();
			for (int i = 0; i < 10; i++) {
				client.send("small", "more");
			}
			await().until(() -> !small.getDeniedGroups().isEmpty());
			assertThatExceptionOfType(AssertionError.class)
				.isThrownBy(() -> SpreadTestListeners.awaitJoined(this.registry, SHORT))
				.withMessageContaining("Listener 'small' (RUNNING)")
				.withMessageContaining("because the daemon does not let it into [small]");
		}
		finally {
			Application.goOn.countDown();
			small.stop();
		}
	}

	@Test
	void aListenerWhoseSessionCannotConnectIsToldWithTheReason(EmbeddedSpreadDaemon daemon,
			@Autowired SpreadSession session) {
		daemon.kill();
		await().until(() -> session.lastFailure() instanceof ConnectionRefusedException);
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> SpreadTestListeners.awaitJoined(this.registry, SHORT))
			.withMessageContaining("Listener 'orders' (RUNNING)")
			.withMessageContaining("because its session at " + session.address())
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

		static final CountDownLatch begun = new CountDownLatch(1);

		static final CountDownLatch goOn = new CountDownLatch(1);

		@SpreadListener(id = "orders", groups = "orders")
		void order(String text) {
		}

		@SpreadListener(id = "later", groups = "news", autoStartup = "false")
		void news(String text) {
		}

		@SpreadListener(id = "small", groups = "small", autoStartup = "false", queueCapacity = "1",
				overflow = "leave-group")
		void small(String text) throws InterruptedException {
			begun.countDown();
			goOn.await();
		}

	}

}
