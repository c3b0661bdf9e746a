package io.github.spreadspring.boot.test;

import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.NestedTestConfiguration;
import org.springframework.test.context.NestedTestConfiguration.EnclosingConfiguration;

import io.github.spreadspring.boot.autoconfigure.SpreadConnectionDetails;
import io.github.spreadspring.boot.autoconfigure.SpreadSessionConfigurer;
import io.github.spreadspring.boot.autoconfigure.SpreadSessionCustomizer;
import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.session.SessionSettings;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.messaging.SpreadSessionLifecycle;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications that know where the real daemons are, and must not get there in a test.
 */
@NestedTestConfiguration(EnclosingConfiguration.OVERRIDE)
@ExtendWith(OutputCaptureExtension.class)
class ConnectionDetailsTests {

	private static final EmbeddedSpreadDaemon real = EmbeddedSpreadDaemon.builder().build();

	@BeforeAll
	static void start() {
		real.start();
	}

	@AfterAll
	static void stop() {
		real.close();
	}

	@Test
	void aSessionThatIsLedAstrayByACustomizerFailsTheTest() {
		assertThat(TestRun.failure(Astray.class)).hasMessageContaining(
				"Session 'spreadSession' is at %s, which is not a daemon of this test".formatted(real.address()));
	}

	@Test
	void aSecondSessionThatIsElsewhereIsWarnedOf(CapturedOutput output) {
		TestRun.passes(1, Second.class);
		assertThat(output)
			.contains("Session 'second' is at %s, which is not a daemon of this test".formatted(real.address()))
			.doesNotContain("Session 'spreadSession' is at");
	}

	private static void assertAtHome(EmbeddedSpreadDaemon daemon, SpreadSession session) {
		assertThat(session.address()).hasToString(daemon.address());
		assertThat(daemon.sessions()).isOne();
		assertThat(real.sessions()).isZero();
	}

	@Nested
	@SpringBootTest(classes = { Application.class, Directory.class })
	@EmbeddedSpread
	class WithAComponent {

		@Test
		void theWholeApplicationIsAtTheDaemonOfTheTest(EmbeddedSpreadDaemon daemon, @Autowired SpreadSession session) {
			assertAtHome(daemon, session);
		}

	}

	@Nested
	@SpringBootTest(classes = { Application.class, Beans.class })
	@EmbeddedSpread
	class WithBeans {

		@Test
		void theWholeApplicationIsAtTheDaemonOfTheTest(EmbeddedSpreadDaemon daemon, @Autowired SpreadSession session) {
			assertAtHome(daemon, session);
		}

		@Test
		void whoAsksForThemByNameGetsThoseOfTheTest(@Autowired @Qualifier("second") SpreadConnectionDetails second,
				@Autowired SpreadConnectionDetails details, EmbeddedSpreadDaemon daemon) {
			assertThat(second).isSameAs(details);
			assertThat(second.getAddresses()).extracting(DaemonAddress::toString).containsExactly(daemon.address());
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class, properties = "spread.address=4803@192.0.2.1")
	@EmbeddedSpread(addressProperty = "orders.address")
	class WithAnotherProperty {

		@Test
		void theSessionIsAtTheDaemonOfTheTest(EmbeddedSpreadDaemon daemon, @Autowired SpreadSession session) {
			assertAtHome(daemon, session);
		}

	}

	@Nested
	@SpreadTest
	@ContextConfiguration(classes = Application.class)
	@Import(Directory.class)
	class SliceWithAComponent {

		@Test
		void theSliceIsAtTheDaemonOfTheTest(EmbeddedSpreadDaemon daemon, @Autowired SpreadSession session) {
			assertAtHome(daemon, session);
		}

	}

	@Nested
	@SpreadTest
	@ContextConfiguration(classes = { Application.class, Beans.class })
	class SliceWithBeans {

		@Test
		void theSliceIsAtTheDaemonOfTheTest(EmbeddedSpreadDaemon daemon, @Autowired SpreadSession session,
				@Autowired ApplicationContext context) {
			assertAtHome(daemon, session);
			assertThat(context.getBeansOfType(SpreadConnectionDetails.class)).hasSize(1);
		}

	}

	@SpringBootTest(classes = { Application.class, Detour.class })
	@EmbeddedSpread
	static class Astray {

		@Test
		void neverRuns() {
			throw new AssertionError("started");
		}

	}

	@SpringBootTest(classes = { Application.class, SecondSession.class })
	@EmbeddedSpread
	@DirtiesContext
	static class Second {

		@Test
		void bothAreConnected(@Autowired SpreadSession session, EmbeddedSpreadDaemon daemon) {
			assertThat(session.address()).hasToString(daemon.address());
			assertThat(real.sessions()).isOne();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	@Component
	static class Directory implements SpreadConnectionDetails {

		@Override
		public List<DaemonAddress> getAddresses() {
			return List.of(DaemonAddress.parse(real.address()));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Beans {

		@Bean
		@Primary
		SpreadConnectionDetails first() {
			return new Directory();
		}

		@Bean
		SpreadConnectionDetails second() {
			return new Directory();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Detour {

		@Bean
		SpreadSessionCustomizer detour() {
			return (settings) -> settings.addresses(new Directory().getAddresses());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SecondSession {

		@Bean(defaultCandidate = false, destroyMethod = "close")
		SpreadSession second(SpreadSessionConfigurer configurer) {
			return new SpreadSession(configurer.configure(SessionSettings.of(ConnectionSettings.of(real.address()))));
		}

		@Bean
		SpreadSessionLifecycle secondLifecycle(SpreadSessionConfigurer configurer,
				@Qualifier("second") SpreadSession session) {
			return configurer.createLifecycle(session);
		}

	}

}
