package io.github.spreadspring.boot.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.messaging.Message;
import org.springframework.util.ErrorHandler;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.session.DaemonFallback;
import io.github.spreadspring.client.session.PrivateNamePolicy;
import io.github.spreadspring.client.session.SessionSettings;
import io.github.spreadspring.client.session.SessionState;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.messaging.SpreadReceiver;
import io.github.spreadspring.messaging.SpreadSendInterceptor;
import io.github.spreadspring.messaging.SpreadSessionLifecycle;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.messaging.config.SimpleSpreadListenerEndpoint;
import io.github.spreadspring.messaging.config.SpreadListenerContainerFactory;
import io.github.spreadspring.messaging.listener.LoggingErrorHandler;
import io.github.spreadspring.messaging.listener.RepublishingErrorHandler;
import io.github.spreadspring.protocol.ServiceType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A second session, on a network of its own, made with the configurers.
 */
class SecondSessionTests {

	@RegisterExtension
	final SessionLog log = new SessionLog();

	private EmbeddedSpreadDaemon daemon;

	private EmbeddedSpreadDaemon auditDaemon;

	private ApplicationContextRunner runner;

	@BeforeEach
	void start() {
		this.daemon = EmbeddedSpreadDaemon.builder().build().start();
		this.auditDaemon = EmbeddedSpreadDaemon.builder().build().start();
		this.runner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SpreadAutoConfiguration.class))
			.withUserConfiguration(AuditConfiguration.class)
			.withPropertyValues("spread.address=" + this.daemon.address(), "spread.private-name=shop",
					"audit.address=" + this.auditDaemon.address());
	}

	@AfterEach
	void stop() {
		this.daemon.close();
		this.auditDaemon.close();
	}

	@Test
	void itHasWhatThePropertiesSayButItsOwnAddressAndName() {
		this.runner
			.withPropertyValues("spread.connect-timeout=700ms", "spread.send-timeout=3s",
					"spread.shuffle-addresses=true", "spread.reconnect.initial-delay=20ms",
					"spread.reconnect.max-delay=40ms", "spread.private-name-wait=1500ms",
					"spread.private-name-policy=suffix", "spread.ping-interval=5s", "spread.ping-timeout=30s")
			.run((context) -> {
				SessionSettings settings = audit(context).settings();
				assertThat(settings.addresses()).extracting(DaemonAddress::toString)
					.containsExactly(this.auditDaemon.address());
				assertThat(settings.connection().privateName()).isEqualTo("audit");
				assertThat(settings.connection().connectTimeout()).isEqualTo(Duration.ofMillis(700));
				assertThat(settings.connection().sendTimeout()).isEqualTo(Duration.ofSeconds(3));
				assertThat(settings.shuffle()).isTrue();
				assertThat(settings.reconnectInitialDelay()).isEqualTo(Duration.ofMillis(20));
				assertThat(settings.reconnectMaxDelay()).isEqualTo(Duration.ofMillis(40));
				assertThat(settings.privateNameWait()).isEqualTo(Duration.ofMillis(1500));
				assertThat(settings.privateNamePolicy()).isEqualTo(PrivateNamePolicy.SUFFIX);
				assertThat(settings.pingInterval()).isEqualTo(Duration.ofSeconds(5));
				assertThat(settings.pingTimeout()).isEqualTo(Duration.ofSeconds(30));
			});
	}

	@Test
	void bothAreConnectedEachToItsOwnDaemon() {
		this.runner.run((context) -> {
			assertThat(audit(context).state()).isEqualTo(SessionState.CONNECTED);
			assertThat(context.getBean(SpreadSession.class).requirePrivateGroup().privateName()).isEqualTo("shop");
			assertThat(this.daemon.sessions()).isOne();
			assertThat(this.auditDaemon.sessions()).isOne();
		});
		assertThat(this.auditDaemon.sessions()).isZero();
	}

	@Test
	void itsTemplateHasWhatThePropertiesAndTheBeansOfTheApplicationSay() {
		List<String> seen = new CopyOnWriteArrayList<>();
		this.runner
			.withPropertyValues("spread.template.service-type=safe", "spread.template.reply-timeout=2s",
					"spread.template.default-destination=orders")
			.withBean(SpreadSendInterceptor.class, () -> new SpreadSendInterceptor() {

				@Override
				public Message<?> beforeSend(List<String> destinations, Message<?> message) {
					seen.addAll(destinations);
					return message;
				}

			})
			.withBean(SpreadTemplateCustomizer.class, () -> (template) -> template.getProperties().setMessageType(7))
			.run((context) -> {
				SpreadTemplate template = auditTemplate(context);
				assertThat(template.getSession()).isSameAs(audit(context));
				assertThat(template.getProperties().getServiceType()).isEqualTo(ServiceType.SAFE);
				assertThat(template.getProperties().getReplyTimeout()).isEqualTo(Duration.ofSeconds(2));
				assertThat(template.getProperties().getMessageType()).isEqualTo(7);
				template.convertAndSend("text");
				assertThat(seen).containsExactly("orders");
			});
	}

	@Test
	void itsHeadersTravelAsThePropertiesSay() {
		this.runner.withPropertyValues("spread.headers.marker-type=77").run((context) -> {
			try (SpreadReceiver receiver = new SpreadTemplate(audit(context),
					auditTemplate(context).getMessageConverter())
				.receiver("orders")) {
				assertThat(receiver.awaitJoined(Duration.ofSeconds(10))).isTrue();
				auditTemplate(context).to("orders").header("k", "v").send("text");
				// a template with the default marker takes the header block for a body
				Message<?> message = receiver.receive(Duration.ofSeconds(10));
				assertThat(message).isNotNull();
				assertThat(new String((byte[]) message.getPayload(), StandardCharsets.UTF_8)).startsWith("k: v\n");
			}
		});
	}

	@Test
	void listenersAnswerThroughTheTemplateOfTheSessionTheyName() {
		List<String> sent = new CopyOnWriteArrayList<>();
		this.runner.withBean(Shouting.class).withBean(AuditStamp.class, () -> new AuditStamp(sent)).run((context) -> {
			await().until(() -> audit(context).view("shout").isPresent());
			assertThat(auditTemplate(context).convertSendAndReceive("shout", "hello", String.class)).isEqualTo("HELLO");
			assertThat(sent).contains("auditTemplate HELLO");
			assertThat(context.getBean(SpreadSession.class).view("shout")).isEmpty();
		});
	}

	@Test
	void withoutATemplateOfThatSessionTheyAnswerAsThePropertiesSay() {
		List<String> seen = new CopyOnWriteArrayList<>();
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SpreadAutoConfiguration.class))
			.withUserConfiguration(SessionOnlyConfiguration.class)
			.withPropertyValues("spread.address=" + this.daemon.address(),
					"audit.address=" + this.auditDaemon.address())
			.withBean(Shouting.class)
			.withBean(SpreadTemplateCustomizer.class,
					() -> (template) -> seen.add(template.getSession().address().toString()))
			.run((context) -> {
				await().until(() -> audit(context).view("shout").isPresent());
				assertThat(seen).containsExactlyInAnyOrder(this.daemon.address(), this.auditDaemon.address());
			});
	}

	@Test
	void deadLettersGoOverTheSessionOfTheListener() {
		this.runner.withBean(Failing.class)
			.withPropertyValues("spread.listener.dead-letter-group=dead")
			.run((context) -> {
				await().until(() -> audit(context).view("orders").isPresent());
				try (SpreadReceiver dead = auditTemplate(context).receiver("dead")) {
					assertThat(dead.awaitJoined(Duration.ofSeconds(10))).isTrue();
					auditTemplate(context).convertAndSend("orders", "bad");
					Message<?> message = dead.receive(Duration.ofSeconds(10));
					assertThat(message).isNotNull();
					assertThat(message.getPayload()).isEqualTo("bad".getBytes(StandardCharsets.UTF_8));
				}
			});
	}

	@Test
	void customizersChangeTheFirstSessionOnlyInTheirOrder() {
		this.runner.withUserConfiguration(SessionCustomizers.class).run((context) -> {
			assertThat(context.getBean(SpreadSession.class).settings().pingTimeout()).isEqualTo(Duration.ofSeconds(22));
			assertThat(audit(context).settings().pingTimeout()).isEqualTo(SessionSettings.DEFAULT_PING_TIMEOUT);
		});
	}

	@Test
	void theFallbackIsAskedForTheFirstSessionOnly() {
		List<String> asked = new CopyOnWriteArrayList<>();
		String first = Ports.freeAddress();
		this.runner.withBean(DaemonFallback.class, () -> (failures) -> {
			failures.forEach((failure) -> asked.add(failure.getMessage()));
			return false;
		}).withPropertyValues("spread.address=" + first, "audit.address=" + Ports.freeAddress()).run((context) -> {
			assertThat(audit(context).lastFailure()).isNotNull();
			await().until(() -> !asked.isEmpty());
			assertThat(asked).allMatch((message) -> message.contains(first));
		});
	}

	@Test
	void itWaitsForTheDaemonThatTheFirstOneHasToStart() {
		String address = Ports.freeAddress();
		this.runner
			.withPropertyValues("spread.address=" + address, "audit.address=" + address, "spread.embedded.enabled=true")
			.run((context) -> {
				assertThat(context.getBean(EmbeddedDaemon.class).isRunning()).isTrue();
				assertThat(audit(context).state()).isEqualTo(SessionState.CONNECTED);
				assertThat(this.log.warnings()).isEmpty();
			});
		assertThat(this.log.warnings()).isEmpty();
	}

	@Test
	void anErrorHandlerThatIsSetOnTheFactoryCountsForItsListenersToo() {
		this.runner.withPropertyValues("spread.listener.dead-letter-group=dead").run((context) -> {
			ErrorHandler own = new LoggingErrorHandler();
			SpreadListenerContainerFactory factory = context.getBean(SpreadListenerContainerFactory.class);
			SimpleSpreadListenerEndpoint endpoint = new SimpleSpreadListenerEndpoint("own", (event) -> {
			});
			endpoint.setSession(audit(context));
			assertThat(factory.createContainer(endpoint).getContainerProperties().getErrorHandler())
				.isInstanceOf(RepublishingErrorHandler.class)
				.isNotSameAs(factory.getContainerProperties().getErrorHandler());
			factory.getContainerProperties().setErrorHandler(own);
			assertThat(factory.createContainer(endpoint).getContainerProperties().getErrorHandler()).isSameAs(own);
		});
	}

	@Test
	void thePolicyAtStartCountsForItToo() {
		String nobody = Ports.freeAddress();
		this.runner.withPropertyValues("audit.address=" + nobody, "spread.startup-failure-policy=fail")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.hasStackTraceContaining("No Spread daemon accepts connections at " + nobody));
	}

	private static SpreadSession audit(ApplicationContext context) {
		return context.getBean("auditSession", SpreadSession.class);
	}

	private static SpreadTemplate auditTemplate(ApplicationContext context) {
		return context.getBean("auditTemplate", SpreadTemplate.class);
	}

	@Configuration(proxyBeanMethods = false)
	static class SessionOnlyConfiguration {

		@Bean(defaultCandidate = false, destroyMethod = "close")
		SpreadSession auditSession(SpreadSessionConfigurer configurer, @Value("${audit.address}") String address) {
			ConnectionSettings connection = ConnectionSettings.of(address).privateName("audit");
			return new SpreadSession(configurer.configure(SessionSettings.of(connection)));
		}

		@Bean
		SpreadSessionLifecycle auditSessionLifecycle(SpreadSessionConfigurer configurer,
				@Qualifier("auditSession") SpreadSession session) {
			return configurer.createLifecycle(session);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AuditConfiguration extends SessionOnlyConfiguration {

		@Bean(defaultCandidate = false)
		SpreadTemplate auditTemplate(SpreadTemplateConfigurer configurer,
				@Qualifier("auditSession") SpreadSession session) {
			return configurer.createTemplate(session);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SessionCustomizers {

		@Bean
		@Order(2)
		SpreadSessionCustomizer second() {
			return (settings) -> settings.pingTimeout(settings.pingTimeout().plusSeconds(2));
		}

		@Bean
		@Order(1)
		SpreadSessionCustomizer first() {
			return (settings) -> settings.pingTimeout(Duration.ofSeconds(20));
		}

	}

	/**
	 * Says what leaves through the bean {@code auditTemplate}.
	 */
	static class AuditStamp {

		private final List<String> sent;

		AuditStamp(List<String> sent) {
			this.sent = sent;
		}

		@Autowired
		void watch(@Qualifier("auditTemplate") SpreadTemplate template) {
			template.addBeforeSendPostProcessors((message) -> {
				this.sent.add("auditTemplate " + new String((byte[]) message.getPayload(), StandardCharsets.UTF_8));
				return message;
			});
		}

	}

	static class Shouting {

		@SpreadListener(groups = "shout", session = "auditSession")
		String shout(String text) {
			return text.toUpperCase(Locale.ROOT);
		}

	}

	static class Failing {

		@SpreadListener(groups = "orders", session = "auditSession")
		void on(String text) {
			throw new IllegalStateException("not this one");
		}

	}

}
