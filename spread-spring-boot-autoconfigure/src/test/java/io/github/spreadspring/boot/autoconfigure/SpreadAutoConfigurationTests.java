package io.github.spreadspring.boot.autoconfigure;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.messaging.converter.ByteArrayMessageConverter;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.converter.StringMessageConverter;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.session.PrivateNamePolicy;
import io.github.spreadspring.client.session.SessionSettings;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.SpreadOperations;
import io.github.spreadspring.messaging.SpreadSessionLifecycle;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.messaging.config.EnableSpread;
import io.github.spreadspring.messaging.config.SpreadListenerAnnotationBeanPostProcessor;
import io.github.spreadspring.messaging.config.SpreadListenerContainerFactory;
import io.github.spreadspring.messaging.config.SpreadListenerEndpointRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the beans of {@link SpreadAutoConfiguration}. No daemon is there.
 */
class SpreadAutoConfigurationTests {

	@RegisterExtension
	final SessionLog sessionLog = new SessionLog();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, SpreadAutoConfiguration.class))
		.withPropertyValues("spread.address=" + Ports.freeAddress());

	@Test
	void everythingAnApplicationNeedsIsThere() {
		this.runner.run((context) -> assertThat(context).hasNotFailed()
			.hasSingleBean(SpreadSession.class)
			.hasSingleBean(SpreadSessionLifecycle.class)
			.hasSingleBean(SpreadTemplate.class)
			.hasSingleBean(SpreadOperations.class)
			.hasSingleBean(SpreadConnectionDetails.class)
			.hasSingleBean(SpreadListenerContainerFactory.class)
			.hasSingleBean(SpreadListenerEndpointRegistry.class)
			.hasSingleBean(SpreadListenerAnnotationBeanPostProcessor.class)
			.hasBean("spreadMessageConverter")
			.hasBean("spreadListenerContainerFactory"));
	}

	@Test
	void withoutOurMessagingThereIsNothing() {
		this.runner.withClassLoader(new FilteredClassLoader(SpreadOperations.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SpreadAutoConfiguration.class));
	}

	@Test
	void aSessionOfTheApplicationTakesThePlaceOfOurs() {
		SpreadSession own = new SpreadSession(SessionSettings.of(ConnectionSettings.of(Ports.freeAddress())));
		this.runner.withBean("mySession", SpreadSession.class, () -> own)
			.run((context) -> assertThat(context).getBean(SpreadSession.class).isSameAs(own));
	}

	@Test
	void operationsOfTheApplicationTakeThePlaceOfOurs() {
		this.runner
			.withBean("myOperations", SpreadOperations.class,
					() -> new SpreadTemplate(
							new SpreadSession(SessionSettings.of(ConnectionSettings.of(Ports.freeAddress()))),
							new StringMessageConverter()))
			.run((context) -> assertThat(context).hasSingleBean(SpreadOperations.class).hasBean("myOperations"));
	}

	@Test
	void aConverterOfTheApplicationTakesThePlaceOfOursByName() {
		MessageConverter own = new StringMessageConverter();
		this.runner.withBean("spreadMessageConverter", MessageConverter.class, () -> own)
			.run((context) -> assertThat(context.getBean(SpreadTemplate.class).getMessageConverter()).isSameAs(own));
	}

	@Test
	void convertersForOtherThingsAreNotTaken() {
		this.runner.withUserConfiguration(OtherConvertersConfiguration.class)
			.run((context) -> assertThat(context.getBean(SpreadTemplate.class).getMessageConverter())
				.isSameAs(context.getBean("spreadMessageConverter")));
	}

	@Test
	void aFactoryOfTheApplicationTakesThePlaceOfOursByName() {
		this.runner.withUserConfiguration(OwnFactoryConfiguration.class, Listener.class)
			.run((context) -> assertThat(context.getBean(SpreadListenerEndpointRegistry.class)
				.getListenerContainer("my-listener")
				.isAutoStartup()).isFalse());
	}

	@Test
	void aFurtherFactoryStandsBesideOurs() {
		this.runner.withUserConfiguration(FurtherFactoryConfiguration.class)
			.run((context) -> assertThat(context).hasBean("furtherFactory").hasBean("spreadListenerContainerFactory"));
	}

	@Test
	void anApplicationMayEnableListenersItself() {
		this.runner.withUserConfiguration(EnablingConfiguration.class, Listener.class)
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(SpreadListenerEndpointRegistry.class));
	}

	@Test
	void connectionDetailsWinOverTheProperty() {
		DaemonAddress address = DaemonAddress.parse(Ports.freeAddress());
		this.runner.withBean(SpreadConnectionDetails.class, () -> () -> List.of(address)).run((context) -> {
			assertThat(context).doesNotHaveBean(PropertiesSpreadConnectionDetails.class);
			assertThat(context.getBean(SpreadSession.class).settings().addresses()).containsExactly(address);
		});
	}

	@Test
	void allPropertiesOfTheSessionAreBound() {
		String first = Ports.freeAddress();
		String second = Ports.freeAddress();
		this.runner
			.withPropertyValues("spread.address=" + first + "," + second, "spread.private-name=orders",
					"spread.transport=socket", "spread.connect-timeout=700ms", "spread.send-timeout=3s",
					"spread.reconnect.initial-delay=20ms", "spread.reconnect.max-delay=40ms",
					"spread.startup-failure-policy=continue", "spread.private-name-wait=1500ms",
					"spread.private-name-policy=suffix", "spread.shuffle-addresses=true", "spread.ping-interval=5s",
					"spread.ping-timeout=30s")
			.run((context) -> {
				SessionSettings settings = context.getBean(SpreadSession.class).settings();
				assertThat(settings.addresses()).extracting(DaemonAddress::toString).containsExactly(first, second);
				assertThat(settings.connection().privateName()).isEqualTo("orders");
				assertThat(settings.connection().connectTimeout()).isEqualTo(Duration.ofMillis(700));
				assertThat(settings.connection().sendTimeout()).isEqualTo(Duration.ofSeconds(3));
				assertThat(settings.reconnectInitialDelay()).isEqualTo(Duration.ofMillis(20));
				assertThat(settings.reconnectMaxDelay()).isEqualTo(Duration.ofMillis(40));
				assertThat(settings.privateNameWait()).isEqualTo(Duration.ofMillis(1500));
				assertThat(settings.privateNamePolicy()).isEqualTo(PrivateNamePolicy.SUFFIX);
				assertThat(settings.shuffle()).isTrue();
				assertThat(settings.pingInterval()).isEqualTo(Duration.ofSeconds(5));
				assertThat(settings.pingTimeout()).isEqualTo(Duration.ofSeconds(30));
			});
	}

	@Test
	void withoutPropertiesTheDefaultsAreThoseOfTheLibrary() {
		this.runner.run((context) -> {
			SessionSettings settings = context.getBean(SpreadSession.class).settings();
			assertThat(settings.connection().privateName()).isEmpty();
			assertThat(settings.connection().connectTimeout()).isEqualTo(Duration.ofSeconds(5));
			assertThat(settings.connection().sendTimeout()).isEqualTo(Duration.ofSeconds(10));
			assertThat(settings.reconnectInitialDelay()).isEqualTo(Duration.ofMillis(50));
			assertThat(settings.reconnectMaxDelay()).isEqualTo(Duration.ofSeconds(1));
			assertThat(settings.privateNameWait()).isEqualTo(Duration.ofSeconds(10));
			assertThat(settings.privateNamePolicy()).isEqualTo(PrivateNamePolicy.FAIL);
			assertThat(settings.shuffle()).isFalse();
			assertThat(settings.pingInterval()).isNull();
			assertThat(settings.pingTimeout()).isEqualTo(Duration.ofSeconds(15));
		});
	}

	@Test
	void jsonIsThatOfTheApplicationsMapper() {
		this.runner
			.withBean(JsonMapper.class,
					() -> JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build())
			.run((context) -> {
				MessageConverter converter = context.getBean("spreadMessageConverter", MessageConverter.class);
				assertThat(converter).asString().contains("Jackson");
				assertThat(converter.toMessage(new Order("pen"), null).getPayload())
					.isEqualTo("{\"item_name\":\"pen\"}".getBytes());
			});
	}

	@Test
	void withoutJacksonTextAndBytesCanBeSent() {
		this.runner.withClassLoader(new FilteredClassLoader(JsonMapper.class))
			.run((context) -> assertTextAndBytesOnly(
					context.getBean("spreadMessageConverter", MessageConverter.class)));
	}

	@Test
	void withoutMapperTextAndBytesCanBeSent() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SpreadAutoConfiguration.class))
			.withPropertyValues("spread.address=" + Ports.freeAddress())
			.run((context) -> assertTextAndBytesOnly(
					context.getBean("spreadMessageConverter", MessageConverter.class)));
	}

	private static void assertTextAndBytesOnly(MessageConverter converter) {
		assertThat(converter.toMessage("text", null).getPayload()).isEqualTo("text".getBytes());
		assertThat(converter.toMessage(new byte[] { 1 }, null).getPayload()).isEqualTo(new byte[] { 1 });
		assertThat(converter.toMessage(new Order("pen"), null)).isNull();
	}

	@Test
	void withoutVirtualThreadsListenersRunOnOthers() {
		this.runner
			.run((context) -> assertThat(context.getBean(SpreadListenerContainerFactory.class).getContainerProperties())
				.hasFieldOrPropertyWithValue("virtualThreads", false));
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void listenersRunOnVirtualThreadsWhereTheApplicationDoes() {
		this.runner.withPropertyValues("spring.threads.virtual.enabled=true")
			.run((context) -> assertThat(context.getBean(SpreadListenerContainerFactory.class).getContainerProperties())
				.hasFieldOrPropertyWithValue("virtualThreads", true));
	}

	@Test
	void withoutDaemonTheApplicationStartsAndOneWarningSaysSo() {
		this.runner.withUserConfiguration(Listener.class)
			.withPropertyValues("spread.reconnect.initial-delay=5ms", "spread.reconnect.max-delay=10ms")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				SpreadSession session = context.getBean(SpreadSession.class);
				assertThat(session.lastFailure()).isNotNull();
				assertThat(context.getBean(SpreadListenerEndpointRegistry.class)
					.getListenerContainer("my-listener")
					.isRunning()).isTrue();
				long start = System.nanoTime();
				// many further attempts
				await().until(() -> System.nanoTime() - start > 300_000_000);
				assertThat(this.sessionLog.warnings()).singleElement()
					.asString()
					.contains("No Spread daemon accepts connections at");
			});
	}

	record Order(String itemName) {

	}

	static class Listener {

		@SpreadListener(value = "orders", id = "my-listener")
		void on(String text) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherConvertersConfiguration {

		@Bean
		@Primary
		MessageConverter otherMessageConverter() {
			return new ByteArrayMessageConverter();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnFactoryConfiguration {

		@Bean
		SpreadListenerContainerFactory spreadListenerContainerFactory(SpreadSession session) {
			SpreadListenerContainerFactory factory = new SpreadListenerContainerFactory(session,
					new StringMessageConverter());
			factory.getContainerProperties().setAutoStartup(false);
			return factory;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FurtherFactoryConfiguration {

		@Bean
		SpreadListenerContainerFactory furtherFactory(SpreadSession session) {
			return new SpreadListenerContainerFactory(session, new StringMessageConverter());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableSpread
	static class EnablingConfiguration {

	}

}
