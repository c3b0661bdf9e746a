package io.github.spreadspring.boot.autoconfigure;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.converter.StringMessageConverter;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.session.DaemonFallback;
import io.github.spreadspring.client.session.SessionSettings;
import io.github.spreadspring.client.session.SessionState;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.messaging.SpreadGroups;
import io.github.spreadspring.messaging.SpreadOperations;
import io.github.spreadspring.messaging.SpreadSendInterceptor;
import io.github.spreadspring.messaging.SpreadSessionLifecycle;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.config.SpreadListenerContainerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that beans of the application take the place of ours, one by one and all
 * together, and that connection details take that of the property.
 */
class SpreadBackOffTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SpreadAutoConfiguration.class));

	@Test
	void aLifecycleOfTheApplicationTakesThePlaceOfOursByName() {
		SpreadSessionLifecycle own = new SpreadSessionLifecycle(session(Ports.freeAddress()), false);
		this.runner.withPropertyValues("spread.address=" + Ports.freeAddress())
			.withBean("spreadSessionLifecycle", SpreadSessionLifecycle.class, () -> own)
			.run((context) -> {
				assertThat(context).getBean(SpreadSessionLifecycle.class).isSameAs(own);
				assertThat(context.getBean(SpreadSession.class).state()).isEqualTo(SessionState.DISCONNECTED);
			});
	}

	@Test
	void aFurtherLifecycleStandsBesideOurs() {
		this.runner.withPropertyValues("spread.address=" + Ports.freeAddress())
			.withBean("further", SpreadSessionLifecycle.class,
					() -> new SpreadSessionLifecycle(session(Ports.freeAddress()), false))
			.run((context) -> assertThat(context).hasBean("further").hasBean("spreadSessionLifecycle"));
	}

	@Test
	void everythingCanBeReplaced() {
		SpreadSession session = session(Ports.freeAddress());
		StringMessageConverter converter = new StringMessageConverter();
		this.runner.withBean("own1", SpreadConnectionDetails.class, () -> List::of)
			.withBean("own2", SpreadSessionConfigurer.class, () -> new SpreadSessionConfigurer(new SpreadProperties()))
			.withBean("own3", SpreadSession.class, () -> session)
			.withBean("spreadSessionLifecycle", SpreadSessionLifecycle.class,
					() -> new SpreadSessionLifecycle(session, false))
			.withBean("own4", DaemonFallback.class, () -> DaemonFallback.NONE)
			.withBean("spreadMessageConverter", MessageConverter.class, () -> converter)
			.withBean("own5", SpreadOperations.class, () -> new SpreadTemplate(session, converter))
			.withBean("own6", SpreadGroups.class, () -> new SpreadGroups(session, new GenericApplicationContext()))
			.withBean("own7", SpreadTemplateConfigurer.class, () -> templateConfigurer(converter))
			.withBean("own8", SpreadListenerContainerFactoryConfigurer.class,
					() -> new SpreadListenerContainerFactoryConfigurer(new SpreadProperties(),
							templateConfigurer(converter), new GenericApplicationContext(), false))
			.withBean("spreadListenerContainerFactory", SpreadListenerContainerFactory.class,
					() -> new SpreadListenerContainerFactory(session, converter))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(SpreadConnectionDetails.class)
				.hasSingleBean(SpreadSessionConfigurer.class)
				.hasSingleBean(SpreadSession.class)
				.hasSingleBean(SpreadSessionLifecycle.class)
				.hasSingleBean(DaemonFallback.class)
				.hasSingleBean(SpreadGroups.class)
				.hasSingleBean(SpreadTemplateConfigurer.class)
				.hasSingleBean(SpreadListenerContainerFactoryConfigurer.class)
				.hasSingleBean(MessageConverter.class)
				.hasSingleBean(SpreadOperations.class)
				.hasSingleBean(SpreadListenerContainerFactory.class)
				.doesNotHaveBean(EmbeddedDaemon.class)
				.doesNotHaveBean(PropertiesSpreadConnectionDetails.class));
	}

	@Test
	void connectionDetailsWinEverywhere() {
		try (EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build().start()) {
			DaemonAddress address = DaemonAddress.parse(daemon.address());
			this.runner.withBean(SpreadConnectionDetails.class, () -> () -> List.of(address))
				// nothing looks at it
				.withPropertyValues("spread.address=no address at all", "spread.startup-failure-policy=fail")
				.run((context) -> {
					SpreadSession session = context.getBean(SpreadSession.class);
					assertThat(session.state()).isEqualTo(SessionState.CONNECTED);
					assertThat(session.address()).isEqualTo(address);
					assertThat(session.settings().addresses()).containsExactly(address);
					assertThat(context).doesNotHaveBean(EmbeddedDaemon.class);
				});
		}
	}

	@Test
	void theEmbeddedDaemonIsAtTheAddressOfTheConnectionDetails() {
		DaemonAddress address = DaemonAddress.parse(Ports.freeAddress());
		this.runner.withBean(SpreadConnectionDetails.class, () -> () -> List.of(address))
			.withPropertyValues("spread.address=" + Ports.freeAddress(), "spread.embedded.enabled=true",
					"spread.startup-failure-policy=fail")
			.run((context) -> {
				assertThat(context.getBean(EmbeddedDaemon.class).isRunning()).isTrue();
				assertThat(context.getBean(SpreadSession.class).address()).isEqualTo(address);
			});
	}

	@Test
	void withoutTheEmbeddedDaemonNoneIsStartedEvenWithoutAnAddress() {
		this.runner.withClassLoader(new FilteredClassLoader(EmbeddedSpreadDaemon.class))
			.withBean(SpreadSession.class, () -> session(Ports.freeAddress()))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(DaemonFallback.class));
	}

	@Test
	void theAutoConfigurationIsFoundBySpringBoot() {
		assertThat(ImportCandidates.load(AutoConfiguration.class, null))
			.contains(SpreadAutoConfiguration.class.getName());
	}

	private static SpreadTemplateConfigurer templateConfigurer(MessageConverter converter) {
		DefaultListableBeanFactory none = new DefaultListableBeanFactory();
		SpreadProperties properties = new SpreadProperties();
		return new SpreadTemplateConfigurer(properties, converter, none.getBeanProvider(SpreadSendInterceptor.class),
				none.getBeanProvider(SpreadTemplateCustomizer.class), new Observations(properties, none));
	}

	private static SpreadSession session(String address) {
		return new SpreadSession(SessionSettings.of(ConnectionSettings.of(address)));
	}

}
