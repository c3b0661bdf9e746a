package io.github.spreadspring.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.SpreadConnection;
import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.MemberLeft;
import io.github.spreadspring.client.message.SpreadMessage;
import io.github.spreadspring.client.message.ViewChanged;
import io.github.spreadspring.client.session.SessionState;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for how applications start, fail to start, and end.
 */
@ExtendWith(OutputCaptureExtension.class)
class SpreadApplicationTests {

	@RegisterExtension
	final SessionLog sessionLog = new SessionLog();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SpreadAutoConfiguration.class))
		.withPropertyValues("spread.reconnect.initial-delay=10ms", "spread.reconnect.max-delay=50ms",
				"spread.connect-timeout=3s");

	@Test
	void anApplicationThatStartedWithoutDaemonWorksWhenOneAppears() {
		String address = Ports.freeAddress();
		this.runner.withPropertyValues("spread.address=" + address)
			.withUserConfiguration(Listener.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(SpreadSession.class).state()).isNotEqualTo(SessionState.CONNECTED);
				try (EmbeddedSpreadDaemon daemon = daemonAt(address)) {
					await().until(() -> context.getBean(SpreadSession.class).view("orders").isPresent());
					context.getBean(SpreadTemplate.class).convertAndSend("orders", "text");
					assertThat(context.getBean(Listener.class).texts.poll(10, TimeUnit.SECONDS)).isEqualTo("text");
					assertThat(daemon.sessions()).isOne();
				}
			});
		assertThat(this.sessionLog.warnings()).first().asString().contains("No Spread daemon accepts connections");
	}

	@Test
	void alsoWhenItIsTheSecondOfTwoThatIsThere() {
		try (EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build().start()) {
			this.runner
				.withPropertyValues("spread.address=%s,%s".formatted(Ports.freeAddress(), daemon.address()),
						"spread.startup-failure-policy=fail")
				.run((context) -> assertThat(context).hasNotFailed());
		}
	}

	@Test
	void anOutageAfterAStartThatHadToSucceedIsSaidAndOutlived() {
		try (EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build().start()) {
			this.runner.withPropertyValues("spread.address=" + daemon.address(), "spread.startup-failure-policy=fail")
				.run((context) -> {
					SpreadSession session = context.getBean(SpreadSession.class);
					daemon.kill();
					await().until(() -> this.sessionLog.warnings()
						.stream()
						.anyMatch((warning) -> warning.contains("Will keep trying")));
					daemon.restart();
					await().until(() -> session.state() == SessionState.CONNECTED);
				});
		}
	}

	@Test
	void aPathOfLibspreadThatIsNotUsedIsWarnedOf(CapturedOutput output) {
		this.runner
			.withPropertyValues("spread.address=" + Ports.freeAddress(),
					"spread.native.library-path=/no/libspread/here")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).containsOnlyOnce("spread.native.library-path is set, but libspread is not used");
	}

	@Test
	void withThePolicyToFailItStartsWithADaemon() {
		try (EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build().start()) {
			this.runner.withPropertyValues("spread.address=" + daemon.address(), "spread.startup-failure-policy=fail")
				.run((context) -> assertThat(context).hasNotFailed());
		}
	}

	@Test
	void withThePolicyToFailItWaitsForItsPrivateName() {
		try (EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build().start();
				SpreadConnection ghost = SpreadConnection
					.open(ConnectionSettings.of(daemon.address()).privateName("orders"))) {
			Thread reaper = new Thread(() -> {
				await().until(() -> this.sessionLog.warnings().size() > 0);
				ghost.kill();
			});
			reaper.start();
			this.runner
				.withPropertyValues("spread.address=" + daemon.address(), "spread.private-name=orders",
						"spread.startup-failure-policy=fail")
				.run((context) -> {
					assertThat(context).hasNotFailed();
					assertThat(context.getBean(SpreadSession.class).requirePrivateGroup().privateName())
						.isEqualTo("orders");
				});
		}
	}

	@Test
	void instancesThatShareAPrivateNameGetASuffix() {
		try (EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build().start();
				SpreadConnection first = SpreadConnection
					.open(ConnectionSettings.of(daemon.address()).privateName("orders"))) {
			assertThat(first.isOpen()).isTrue();
			this.runner
				.withPropertyValues("spread.address=" + daemon.address(), "spread.private-name=orders",
						"spread.private-name-wait=0s", "spread.private-name-policy=suffix",
						"spread.startup-failure-policy=fail")
				.run((context) -> assertThat(context.getBean(SpreadSession.class).requirePrivateGroup().privateName())
					.matches("orders-[0-9a-f]{2}"));
		}
	}

	@Test
	void twoApplicationsInOneJvmAreTwoMembers() {
		try (EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build().start()) {
			String address = "spread.address=" + daemon.address();
			this.runner.withPropertyValues(address)
				.withUserConfiguration(Listener.class)
				.run((one) -> this.runner.withPropertyValues(address)
					.withUserConfiguration(Listener.class)
					.run((two) -> {
						assertThat(one.getBean(SpreadSession.class).privateGroup())
							.isNotEqualTo(two.getBean(SpreadSession.class).privateGroup());
						await().until(() -> one.getBean(SpreadSession.class)
							.view("orders")
							.filter((view) -> view.members().size() == 2)
							.isPresent());
						one.getBean(SpreadTemplate.class).convertAndSend("orders", "for both");
						for (AssertableApplicationContext context : List.of(one, two)) {
							assertThat(context.getBean(Listener.class).texts.poll(10, TimeUnit.SECONDS))
								.isEqualTo("for both");
						}
					}));
		}
	}

	@Test
	void othersSeeACleanGoodbyeAndNoThreadStays() throws InterruptedException {
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		try (EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build().start();
				SpreadConnection peer = SpreadConnection.open(ConnectionSettings.of(daemon.address()))) {
			peer.join("orders");
			assertThat(view(peer)).isInstanceOf(MemberJoined.class);
			this.runner.withPropertyValues("spread.address=" + daemon.address(), "spread.private-name=leaving")
				.withUserConfiguration(Listener.class)
				.run((context) -> {
					assertThat(view(peer)).isInstanceOf(MemberJoined.class);
					await().until(() -> context.getBean(SpreadSession.class).view("orders").isPresent());
					assertThat(newThreads(before)).contains("spread-session-leaving", "the-listener-1");
				});
			assertThat(view(peer)).isInstanceOf(MemberLeft.class);
			await().until(() -> daemon.sessions() == 1);
			assertThat(newThreads(before)).noneMatch((name) -> name.startsWith("spread-session-leaving"))
				.noneMatch((name) -> name.startsWith("the-listener"));
		}
	}

	@Test
	void theEmbeddedDaemonLeavesNoThreadEither() {
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		this.runner.withPropertyValues("spread.address=" + Ports.freeAddress(), "spread.embedded.enabled=true")
			.withUserConfiguration(Listener.class)
			.run((context) -> {
				assertThat(context.getBean(SpreadSession.class).state()).isEqualTo(SessionState.CONNECTED);
				assertThat(newThreads(before)).anyMatch((name) -> name.startsWith("spread-"));
			});
		await().untilAsserted(() -> assertThat(newThreads(before)).noneMatch((name) -> name.startsWith("spread-"))
			.noneMatch((name) -> name.startsWith("the-listener")));
	}

	@Test
	void anApplicationThatNeverFoundADaemonEndsAtOnce() {
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		long[] closing = new long[1];
		this.runner.withPropertyValues("spread.address=" + Ports.freeAddress(), "spread.private-name=lonely")
			.withUserConfiguration(Listener.class)
			.run((context) -> closing[0] = System.nanoTime());
		assertThat(Duration.ofNanos(System.nanoTime() - closing[0])).isLessThan(Duration.ofSeconds(4));
		await().untilAsserted(() -> assertThat(newThreads(before)).doesNotContain("spread-session-lonely"));
	}

	@Test
	void anApplicationStartsAgainInTheSameJvm() {
		String address = Ports.freeAddress();
		for (int i = 0; i < 3; i++) {
			try (ConfigurableApplicationContext context = new SpringApplicationBuilder(TestApplication.class)
				.web(WebApplicationType.NONE)
				.properties("spread.address=" + address, "spread.embedded.enabled=true", "spread.private-name=again",
						"spring.main.banner-mode=off")
				.run()) {
				assertThat(context.getBean(SpreadSession.class).state()).isEqualTo(SessionState.CONNECTED);
			}
		}
	}

	private static EmbeddedSpreadDaemon daemonAt(String address) {
		return EmbeddedSpreadDaemon.builder().port(DaemonAddress.parse(address).port()).build().start();
	}

	private static ViewChanged view(SpreadConnection peer) throws InterruptedException {
		while (true) {
			SpreadMessage message = peer.receive(Duration.ofSeconds(10));
			assertThat(message).as("a view within 10 s").isNotNull();
			if (message instanceof ViewChanged view) {
				return view;
			}
		}
	}

	private static Set<String> newThreads(Set<Thread> before) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !before.contains(thread))
			.map(Thread::getName)
			.collect(Collectors.toSet());
	}

	static class Listener {

		private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();

		@SpreadListener(value = "orders", id = "the-listener")
		void on(String text) {
			this.texts.add(text);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class TestApplication {

	}

}
