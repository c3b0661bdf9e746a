package io.github.spreadspring.boot.test;

import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.ContextHierarchy;
import org.springframework.test.context.NestedTestConfiguration;
import org.springframework.test.context.NestedTestConfiguration.EnclosingConfiguration;

import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for daemons whose application context fails, or has a parent.
 */
@NestedTestConfiguration(EnclosingConfiguration.OVERRIDE)
class ContextLifeTests {

	@Test
	void aContextThatFailsBeforeItsRefreshLeavesNoDaemon() {
		Set<Thread> before = daemonThreads();
		assertThat(TestRun.failure(FailsEarly.class)).hasStackTraceContaining("too early");
		assertThat(daemonThreads()).isSubsetOf(before);
	}

	@Test
	void aContextThatFailsInItsRefreshLeavesNoDaemon() {
		Set<Thread> before = daemonThreads();
		assertThat(TestRun.failure(FailsLate.class)).hasStackTraceContaining("too late");
		assertThat(daemonThreads()).isSubsetOf(before);
	}

	private static Set<Thread> daemonThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.isAlive() && thread.getName().equals("spread-embedded-daemon"))
			.collect(Collectors.toSet());
	}

	@Nested
	@SpringBootTest
	@ContextHierarchy({ @ContextConfiguration(classes = Application.class),
			@ContextConfiguration(classes = Child.class) })
	@EmbeddedSpread(detectionTime = "12ms")
	class InAHierarchy {

		@Test
		void allContextsShareTheDaemonOfTheParent(@Autowired ApplicationContext context, EmbeddedSpreadDaemon daemon,
				@Autowired SpreadSession session) {
			ApplicationContext parent = context.getParent();
			assertThat(parent).isNotNull();
			assertThat(parent.getBean(EmbeddedSpreadDaemon.class)).isSameAs(daemon);
			assertThat(parent.getBean(SpreadSession.class)).isSameAs(session);
			assertThat(daemon.sessions()).isOne();
			assertThat(context.getEnvironment().getProperty("spread.address")).isEqualTo(daemon.address());
		}

		@Test
		void sessionsOfTheParentAreWaitedFor(@Autowired ApplicationContext context, EmbeddedSpreadDaemon daemon) {
			daemon.restart();
			SpreadTestListeners.awaitJoined(context);
			assertThat(daemon.sessions()).isOne();
		}

	}

	@SpringBootTest
	@ContextConfiguration(classes = Application.class, initializers = Failing.class)
	@EmbeddedSpread
	static class FailsEarly {

		@Test
		void neverRuns() {
			throw new AssertionError("started");
		}

	}

	@SpringBootTest(classes = { Application.class, Broken.class })
	@EmbeddedSpread
	static class FailsLate {

		@Test
		void neverRuns() {
			throw new AssertionError("started");
		}

	}

	static class Failing implements ApplicationContextInitializer<ConfigurableApplicationContext> {

		@Override
		public void initialize(ConfigurableApplicationContext context) {
			throw new IllegalStateException("too early");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	static class Child {

	}

	@Configuration(proxyBeanMethods = false)
	static class Broken {

		@Bean
		String broken() {
			throw new IllegalStateException("too late");
		}

	}

}
