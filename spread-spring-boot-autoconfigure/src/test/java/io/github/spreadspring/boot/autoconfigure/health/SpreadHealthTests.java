package io.github.spreadspring.boot.autoconfigure.health;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.spreadspring.boot.autoconfigure.SpreadAutoConfiguration;
import io.github.spreadspring.boot.autoconfigure.actuate.SpreadBeansAutoConfiguration;
import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.session.SessionSettings;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.client.session.SpreadStream;
import io.github.spreadspring.daemon.AccessPolicy;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.messaging.config.SpreadListenerEndpointRegistry;
import io.github.spreadspring.messaging.listener.SpreadListenerContainer;
import io.github.spreadspring.protocol.MemberId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

/**
 * What health says while things happen to a session and its listeners.
 */
class SpreadHealthTests {

	private static final String FORBIDDEN = "forbidden";

	private final EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().accessPolicy(new AccessPolicy() {

		@Override
		public boolean mayJoin(MemberId member, String group) {
			return !group.equals(FORBIDDEN);
		}

	}).build().start();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SpreadAutoConfiguration.class, SpreadBeansAutoConfiguration.class,
				SpreadHealthContributorAutoConfiguration.class))
		.withPropertyValues("spread.address=" + this.daemon.address(), "spread.private-name=shop",
				"spread.reconnect.initial-delay=10ms", "spread.reconnect.max-delay=50ms");

	@AfterEach
	void stop() {
		this.daemon.close();
	}

	@Test
	void itIsUpWithADaemonAndAllListenersInTheirGroups() {
		this.runner.withBean(Orders.class).run((context) -> {
			await().until(() -> status(context).equals(Status.UP));
			Map<String, Object> details = health(context).getDetails();
			assertThat(details).contains(entry("address", this.daemon.address()), entry("embedded", false),
					entry("transport", "socket"), entry("daemonVersion", "5.0.1"), entry("reconnects", 0L),
					entry("held", false), entry("groups", Map.of("orders", 1)));
			assertThat(details).containsKeys("state", "connectedSince").doesNotContainKey("lastFailure");
			assertThat(details.get("privateGroup")).asString().startsWith("#shop#");
			assertThat(listener(context, "orders")).contains(entry("joined", true), entry("queueSize", 0),
					entry("groups", List.of("orders")));
			assertThat(this.daemon.sessions()).isOne();
		});
	}

	@Test
	void itIsDownWithoutItsDaemonAndUpWhenThatIsBack() {
		this.runner.withBean(Orders.class).run((context) -> {
			await().until(() -> status(context).equals(Status.UP));
			String address = this.daemon.address();
			this.daemon.kill();
			await().until(() -> status(context).equals(Status.DOWN));
			await().until(() -> text(context, "lastFailure").contains(address));
			assertThat(health(context).getDetails()).contains(entry("groups", Map.of()))
				.doesNotContainKeys("privateGroup", "connectedSince", "daemonVersion");
			this.daemon.start();
			await().until(() -> status(context).equals(Status.UP));
			assertThat(health(context).getDetails()).containsEntry("reconnects", 1L);
		});
	}

	@Test
	void itIsOutOfServiceWhileTheFirstAttemptGoesOn() {
		this.daemon.faults().freeze();
		this.runner.withPropertyValues("spread.connect-timeout=30s")
			.withBean("spreadSessionLifecycle", String.class, () -> "none")
			.run((context) -> {
				assertThat(status(context)).isEqualTo(Status.OUT_OF_SERVICE);
				SpreadSession session = context.getBean(SpreadSession.class);
				Thread starter = new Thread(session::start);
				starter.start();
				await().until(() -> text(context, "state").equals("CONNECTING"));
				assertThat(status(context)).isEqualTo(Status.OUT_OF_SERVICE);
				this.daemon.faults().thaw();
				await().until(() -> status(context).equals(Status.UP));
				session.stop();
				assertThat(status(context)).isEqualTo(Status.OUT_OF_SERVICE);
				starter.join();
			});
	}

	@Test
	void itIsOutOfServiceUntilTheFirstAnswerComes() {
		this.runner.withBean(Orders.class).run((context) -> {
			await().until(() -> status(context).equals(Status.UP));
			this.daemon.faults().freeze();
			container(context, "orders").join("invoices");
			assertThat(status(context)).isEqualTo(Status.OUT_OF_SERVICE);
			assertThat(listener(context, "orders")).containsEntry("joined", false);
			this.daemon.faults().thaw();
			await().until(() -> status(context).equals(Status.UP));
		});
	}

	@Test
	void itIsOutOfServiceBeforeTheListenersAreStarted() {
		this.runner.withBean(Orders.class).withBean(Early.class).run((context) -> {
			Health health = context.getBean(Early.class).health.get();
			assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
			assertThat(health.getDetails().get("listeners")).asString().contains("NOT_STARTED");
		});
	}

	@Test
	void itIsDownWhenTheDaemonRefusesAGroup() {
		this.runner.withBean(Orders.class).run((context) -> {
			container(context, "orders").join(FORBIDDEN);
			await().until(() -> status(context).equals(Status.DOWN));
			assertThat(listener(context, "orders")).containsEntry("deniedGroups", List.of(FORBIDDEN));
			container(context, "orders").leave(FORBIDDEN);
			await().until(() -> status(context).equals(Status.UP));
		});
	}

	@Test
	void itIsDownWhenAFullListenerHasLeftItsGroups() {
		this.runner.withBean(Slow.class)
			.withPropertyValues("spread.listener.queue-capacity=2", "spread.listener.overflow-policy=leave-group")
			.run((context) -> {
				await().until(() -> status(context).equals(Status.UP));
				await().until(() -> {
					context.getBean(SpreadTemplate.class).convertAndSend("slow", "text");
					return status(context).equals(Status.DOWN);
				});
				assertThat(listener(context, "slow")).contains(entry("deniedGroups", List.of("slow")),
						entry("joined", false));
				context.getBean(Slow.class).go.countDown();
				container(context, "slow").join("slow");
				await().until(() -> status(context).equals(Status.UP));
			});
	}

	@Test
	void itIsDownWhenAListenerHasEndedByItself() {
		this.runner.withBean(Orders.class).run((context) -> {
			await().until(() -> status(context).equals(Status.UP));
			context.getBean(SpreadTemplate.class).convertAndSend("orders", "interrupt");
			await().until(() -> status(context).equals(Status.DOWN));
			assertThat(listener(context, "orders").get("condition")).hasToString("ENDED");
			container(context, "orders").start();
			await().until(() -> status(context).equals(Status.UP));
		});
	}

	@Test
	void aListenerThatIsStoppedOnPurposeDoesNoHarm() {
		this.runner.withBean(Orders.class).withBean(ByHand.class).run((context) -> {
			await().until(() -> status(context).equals(Status.UP));
			container(context, "orders").stop();
			assertThat(status(context)).isEqualTo(Status.UP);
			container(context, "orders").start();
			container(context, "orders").pause();
			await().until(() -> status(context).equals(Status.UP));
			context.getBean(SpreadListenerEndpointRegistry.class).stop();
			assertThat(status(context)).isEqualTo(Status.UP);
		});
	}

	@Test
	void itShowsThatTheSessionReadsNothing() {
		this.runner.withBean(Slow.class).withPropertyValues("spread.listener.queue-capacity=2").run((context) -> {
			await().until(() -> status(context).equals(Status.UP));
			await().until(() -> {
				context.getBean(SpreadTemplate.class).convertAndSend("slow", "text");
				return health(context).getDetails().get("held").equals(true);
			});
			assertThat(status(context)).isEqualTo(Status.UP);
			context.getBean(Slow.class).go.countDown();
			await().until(() -> health(context).getDetails().get("held").equals(false));
		});
	}

	@Test
	void ofManyGroupsSomeAreShownAndAllCount() {
		this.runner.withBean(Orders.class).run((context) -> {
			SpreadListenerContainer container = container(context, "orders");
			IntStream.range(0, 120).forEach((i) -> container.join("group" + i));
			await().atMost(Duration.ofSeconds(20)).until(() -> status(context).equals(Status.UP));
			assertThat(health(context).getDetails()).containsEntry("moreGroups", 21);
			assertThat(health(context).getDetails().get("groups")).asInstanceOf(InstanceOfAssertFactories.MAP)
				.hasSize(100);
		});
	}

	@Test
	void listenersCountForTheirOwnSession() {
		this.runner.withUserConfiguration(AuditConfiguration.class)
			.withBean(Orders.class)
			.withBean(Audit.class)
			.run((context) -> {
				await().until(() -> status(context, "spreadSession").equals(Status.UP));
				await().until(() -> status(context, "auditSession").equals(Status.UP));
				container(context, "audit").join(FORBIDDEN);
				await().until(() -> status(context, "auditSession").equals(Status.DOWN));
				assertThat(health(context, "auditSession").getDetails().get("listeners")).asString()
					.contains("audit")
					.doesNotContain("orders");
				assertThat(health(context, "spreadSession").getStatus()).isEqualTo(Status.UP);
				assertThat(health(context, "spreadSession").getDetails().get("listeners")).asString()
					.contains("orders")
					.doesNotContain("audit");
			});
	}

	private static Health health(ApplicationContext context, String session) {
		HealthIndicator indicator = (HealthIndicator) context.getBean(CompositeHealthContributor.class)
			.getContributor(session);
		assertThat(indicator).isNotNull();
		Health health = indicator.health();
		assertThat(health).isNotNull();
		return health;
	}

	private static Status status(ApplicationContext context, String session) {
		return health(context, session).getStatus();
	}

	private static Health health(ApplicationContext context) {
		Health health = context.getBean(HealthIndicator.class).health();
		assertThat(health).isNotNull();
		return health;
	}

	private static Status status(ApplicationContext context) {
		return health(context).getStatus();
	}

	private static String text(ApplicationContext context, String name) {
		return String.valueOf(health(context).getDetails().get(name));
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> listener(ApplicationContext context, String id) {
		Map<String, Map<String, Object>> listeners = (Map<String, Map<String, Object>>) health(context).getDetails()
			.get("listeners");
		return listeners.get(id);
	}

	private static SpreadListenerContainer container(ApplicationContext context, String id) {
		SpreadListenerContainer container = context.getBean(SpreadListenerEndpointRegistry.class)
			.getListenerContainer(id);
		assertThat(container).isNotNull();
		return container;
	}

	static class Orders {

		@SpreadListener(id = "orders", groups = "orders")
		void on(String text) {
			if (text.equals("interrupt")) {
				Thread.currentThread().interrupt();
			}
		}

	}

	static class Audit {

		@SpreadListener(id = "audit", groups = "audit", session = "auditSession")
		void on(String text) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AuditConfiguration {

		@Bean(defaultCandidate = false, initMethod = "start")
		SpreadSession auditSession(@Value("${spread.address}") String address) {
			return new SpreadSession(SessionSettings.of(ConnectionSettings.of(address).privateName("audit")));
		}

	}

	static class ByHand {

		@SpreadListener(id = "byHand", groups = "byhand", autoStartup = "false")
		void on(String text) {
		}

	}

	static class Slow {

		final CountDownLatch go = new CountDownLatch(1);

		@SpreadListener(id = "slow", groups = { "slow", SpreadStream.PRIVATE })
		void on(RegularMessage message) throws InterruptedException {
			this.go.await();
		}

	}

	/**
	 * Is started between the session and the listeners.
	 */
	static class Early implements SmartLifecycle {

		final AtomicReference<Health> health = new AtomicReference<>();

		private final HealthIndicator indicator;

		Early(HealthContributor contributor) {
			this.indicator = (HealthIndicator) contributor;
		}

		@Override
		public void start() {
			this.health.set(this.indicator.health());
		}

		@Override
		public void stop() {
		}

		@Override
		public boolean isRunning() {
			return this.health.get() != null;
		}

		@Override
		public int getPhase() {
			return 0;
		}

	}

}
