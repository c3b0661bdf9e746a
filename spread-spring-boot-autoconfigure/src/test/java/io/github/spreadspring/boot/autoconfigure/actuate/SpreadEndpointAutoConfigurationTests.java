package io.github.spreadspring.boot.autoconfigure.actuate;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import io.github.spreadspring.boot.actuate.SpreadBeans;
import io.github.spreadspring.boot.actuate.endpoint.ListenerDescriptor;
import io.github.spreadspring.boot.actuate.endpoint.SessionDescriptor;
import io.github.spreadspring.boot.actuate.endpoint.SpreadEndpoint;
import io.github.spreadspring.boot.actuate.endpoint.SpreadEndpointWebExtension;
import io.github.spreadspring.boot.autoconfigure.SpreadAutoConfiguration;
import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.session.SessionObserver;
import io.github.spreadspring.client.session.SessionState;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.messaging.config.SpreadListenerContainerFactory;
import io.github.spreadspring.messaging.config.SpreadListenerEndpointRegistry;
import io.github.spreadspring.messaging.listener.ContainerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * When there is an endpoint, what it shows and what it does.
 */
class SpreadEndpointAutoConfigurationTests {

	private static final String LISTENERS = "listeners";

	private final EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build().start();

	private final ApplicationContextRunner unexposed = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SpreadAutoConfiguration.class, SpreadBeansAutoConfiguration.class,
				SpreadEndpointAutoConfiguration.class))
		.withPropertyValues("spread.address=" + this.daemon.address(), "spread.private-name=shop",
				"spread.reconnect.initial-delay=10ms");

	private final ApplicationContextRunner runner = this.unexposed
		.withPropertyValues("management.endpoints.web.exposure.include=spread")
		.withBean(Orders.class);

	@AfterEach
	void stop() {
		this.daemon.close();
	}

	@Test
	void itHasToBeExposed() {
		this.unexposed.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(SpreadEndpoint.class)
			.doesNotHaveBean(SpreadEndpointWebExtension.class));
		this.runner.run((context) -> assertThat(context).hasSingleBean(SpreadEndpoint.class)
			.hasSingleBean(SpreadEndpointWebExtension.class));
	}

	@Test
	void withoutAccessThereIsNone() {
		this.runner.withPropertyValues("management.endpoint.spread.access=NONE")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SpreadEndpoint.class));
	}

	@Test
	void exposedOverJmxAloneItHasNoWebExtension() {
		this.unexposed.withPropertyValues("spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=spread")
			.run((context) -> assertThat(context).hasSingleBean(SpreadEndpoint.class)
				.doesNotHaveBean(SpreadEndpointWebExtension.class));
	}

	@Test
	void withoutActuatorThereIsNone() {
		this.unexposed.withClassLoader(new FilteredClassLoader(Endpoint.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("spreadEndpoint"));
	}

	@Test
	void oneOfTheApplicationTakesItsPlace() {
		this.runner.withBean("own", SpreadEndpoint.class, () -> new SpreadEndpoint(beans()))
			.run((context) -> assertThat(context).hasSingleBean(SpreadEndpoint.class).hasBean("own"));
	}

	@Test
	void aWebExtensionOrBeansOfTheApplicationTakeTheirPlace() {
		this.runner
			.withBean("ownExtension", SpreadEndpointWebExtension.class,
					() -> new SpreadEndpointWebExtension(new SpreadEndpoint(beans())))
			.run((context) -> assertThat(context).hasSingleBean(SpreadEndpointWebExtension.class)
				.hasBean("ownExtension"));
		this.runner.withBean("ownBeans", SpreadBeans.class, this::beans).run((context) -> {
			assertThat(context).hasSingleBean(SpreadBeans.class).hasBean("ownBeans");
			assertThat(endpoint(context).spread().sessions()).isEmpty();
		});
	}

	@Test
	void itShowsSessionsGroupsAndListeners() {
		this.runner.run((context) -> {
			await().until(() -> listener(context).joined());
			SessionDescriptor session = endpoint(context).spread().sessions().get("spreadSession");
			assertThat(session.state()).isEqualTo(SessionState.CONNECTED);
			assertThat(session.address()).isEqualTo(this.daemon.address());
			assertThat(session.privateGroup()).startsWith("#shop#");
			assertThat(session.daemonVersion()).isEqualTo("5.0.1");
			assertThat(session.connectedSince()).isNotNull();
			assertThat(session.moreGroups()).isZero();
			assertThat(session.groups()).containsOnlyKeys("orders");
			assertThat(session.groups().get("orders").memberCount()).isOne();
			assertThat(session.groups().get("orders").members()).containsExactly(session.privateGroup());
			ListenerDescriptor listener = endpoint(context).spread().listeners().get("orders");
			assertThat(listener.session()).isEqualTo("spreadSession");
			assertThat(listener.state()).isEqualTo(ContainerState.RUNNING);
			assertThat(listener.groups()).containsExactly("orders");
			assertThat(listener.queue().maxSize()).isEqualTo(10_000);
			assertThat(listener.lastStart()).isNotNull();
			assertThat(listener.lastFailure()).isNull();
		});
	}

	@Test
	void aFailureIsShownWithoutWhatIsInTheMessage() {
		this.runner.run((context) -> {
			await().until(() -> listener(context).joined());
			context.getBean(SpreadTemplate.class).convertAndSend("orders", "secret");
			await().until(() -> listener(context).failedCount() == 1);
			await().until(() -> listener(context).lastFailure() != null);
			assertThat(listener(context).lastFailure().summary())
				.contains("'orders'", "failed on AGREED message", "IllegalStateException")
				.doesNotContain("secret");
			assertThat(listener(context).handledCount()).isOne();
		});
	}

	@Test
	void aListenerIsStoppedStartedPausedAndResumed() {
		this.runner.run((context) -> {
			assertThat(operate(context, "stop").state()).isEqualTo(ContainerState.STOPPED);
			assertThat(operate(context, "start").state()).isEqualTo(ContainerState.RUNNING);
			assertThat(operate(context, "pause").state()).isEqualTo(ContainerState.PAUSED);
			assertThat(operate(context, "resume").state()).isEqualTo(ContainerState.RUNNING);
		});
	}

	@Test
	void aSessionReconnects() {
		this.runner.run((context) -> {
			SpreadSession session = context.getBean(SpreadSession.class);
			endpoint(context).operate("sessions", "spreadSession", "reconnect");
			await().until(() -> session.statistics().reconnects() == 1);
			session.stop();
			assertThatExceptionOfType(InvalidEndpointRequestException.class)
				.isThrownBy(() -> endpoint(context).operate("sessions", "spreadSession", "reconnect"))
				.withMessageContaining("DISCONNECTED");
		});
	}

	@Test
	void aSessionThatIsLosingItsConnectionShowsNothingOfIt() {
		this.runner.run((context) -> {
			await().until(() -> listener(context).joined());
			List<SessionDescriptor> seen = new CopyOnWriteArrayList<>();
			context.getBean(SpreadSession.class).addObserver(new SessionObserver() {

				@Override
				public void lost(ConnectionLost event) {
					seen.add(endpoint(context).spread().sessions().get("spreadSession"));
				}

			});
			endpoint(context).operate("sessions", "spreadSession", "reconnect");
			await().until(() -> !seen.isEmpty());
			SessionDescriptor session = seen.get(0);
			assertThat(session.state()).isEqualTo(SessionState.BACKING_OFF);
			assertThat(session.privateGroup()).isNull();
			assertThat(session.connectedSince()).isNull();
			assertThat(session.daemonVersion()).isNull();
			assertThat(session.groups()).isEmpty();
		});
	}

	@Test
	void whatIsNotThereIsNotFound() {
		this.runner.run((context) -> {
			assertThat(endpoint(context).one(LISTENERS, "nobody")).isNull();
			assertThat(endpoint(context).one("sessions", "nobody")).isNull();
			assertThat(endpoint(context).one("groups", "orders")).isNull();
			assertThat(extension(context).operate(LISTENERS, "nobody", "stop").getStatus()).isEqualTo(404);
			assertThat(extension(context).operate("groups", "orders", "stop").getStatus()).isEqualTo(404);
		});
	}

	@Test
	void whoAsksForWhatIsNotThereIsToldWhatThereIs() {
		this.runner.run((context) -> {
			assertThat(error(extension(context).one(LISTENERS, "nobody"))).contains("'nobody'", "'orders'");
			assertThat(error(extension(context).one("sessions", "nobody"))).contains("'nobody'", "'spreadSession'");
			assertThat(error(extension(context).one("groups", "orders"))).contains("'groups'",
					"sessions and listeners");
			assertThat(error(extension(context).operate(LISTENERS, "nobody", "stop"))).contains("'nobody'", "'orders'");
			assertThat(extension(context).one(LISTENERS, "orders").getStatus()).isEqualTo(200);
			SpreadListenerEndpointRegistry registry = context.getBean(SpreadListenerEndpointRegistry.class);
			SpreadListenerContainerFactory factory = context.getBean(SpreadListenerContainerFactory.class);
			IntStream.range(0, 24).forEach((i) -> registry.register(factory.createContainer("l" + i, (event) -> {
			})));
			assertThat(error(extension(context).one(LISTENERS, "nobody"))).contains("'l18'", "and 5 more")
				.doesNotContain("'l19'");
		});
	}

	private static String error(WebEndpointResponse<?> response) {
		assertThat(response.getStatus()).isEqualTo(404);
		return String.valueOf(response.getBody());
	}

	@Test
	void anUnknownOperationIsToldWhatIsAllowed() {
		this.runner.run((context) -> {
			for (String operation : new String[] { "fly", null }) {
				assertThat(extension(context).operate(LISTENERS, "orders", operation)).satisfies((response) -> {
					assertThat(response.getStatus()).isEqualTo(400);
					assertThat(response.getBody()).asString().contains("start, stop, pause, resume");
				});
				assertThat(extension(context).operate("sessions", "spreadSession", operation).getBody()).asString()
					.contains("reconnect");
			}
		});
	}

	private SpreadBeans beans() {
		return new SpreadBeans(new DefaultListableBeanFactory(), (address) -> false);
	}

	private static SpreadEndpoint endpoint(ApplicationContext context) {
		return context.getBean(SpreadEndpoint.class);
	}

	private static SpreadEndpointWebExtension extension(ApplicationContext context) {
		return context.getBean(SpreadEndpointWebExtension.class);
	}

	private static ListenerDescriptor listener(ApplicationContext context) {
		return (ListenerDescriptor) endpoint(context).one(LISTENERS, "orders");
	}

	private static ListenerDescriptor operate(ApplicationContext context, String operation) {
		return (ListenerDescriptor) endpoint(context).operate(LISTENERS, "orders", operation);
	}

	static class Orders {

		@SpreadListener(id = "orders", groups = "orders")
		void on(String text) {
			throw new IllegalStateException("cannot take " + text);
		}

	}

}
