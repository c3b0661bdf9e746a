package io.github.spreadspring.boot.test;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.daemon.DaemonFaults;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.daemon.EmbeddedSpreadNetwork;
import io.github.spreadspring.messaging.SpreadTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EmbeddedSpread} with an application context.
 */
@SpringBootTest(classes = EmbeddedSpreadTests.Application.class,
		properties = { "spread.address=4803@192.0.2.1", "spread.private-name=orders", "spread.embedded.enabled=true" })
@EmbeddedSpread
class EmbeddedSpreadTests {

	@Autowired
	private Environment environment;

	@Autowired
	private SpreadSession session;

	@Autowired
	private EmbeddedSpreadDaemon daemon;

	@Test
	void theApplicationTalksToTheDaemon() {
		assertThat(this.environment.getProperty("spread.address")).isEqualTo(this.daemon.address())
			.isEqualTo(this.environment.getProperty("spread.embedded.address"))
			.isEqualTo(this.environment.getProperty("spread.embedded.addresses.localhost"));
		assertThat(this.session.privateGroup()).hasToString("#%s#localhost".formatted(privateName()));
		assertThat(this.daemon.hasSession(privateName())).isTrue();
	}

	@Test
	void theDaemonIsTheOnlyOne() {
		assertThat(this.environment.getProperty("spread.embedded.enabled")).isEqualTo("false");
	}

	@Test
	void thePrivateNameIsCleared() {
		assertThat(this.environment.getProperty("spread.private-name")).isEmpty();
		assertThat(privateName()).isNotEqualTo("orders");
	}

	@Test
	void parametersOfJUnitAreTheBeans(EmbeddedSpreadDaemon parameter, EmbeddedSpreadNetwork network,
			DaemonFaults faults, @Autowired EmbeddedSpreadNetwork networkBean, @Autowired DaemonFaults faultsBean) {
		assertThat(parameter).isSameAs(this.daemon).isSameAs(network.daemon("localhost"));
		assertThat(network).isSameAs(networkBean);
		assertThat(faults).isSameAs(faultsBean).isSameAs(this.daemon.faults());
	}

	@Test
	void aForeignPeerTalksToTheApplication(SpreadTestClient client, @Autowired SpreadTemplate template) {
		client.join("news");
		template.convertAndSend("news", "hello");
		assertThat(client.awaitMessage("news").text()).isEqualTo("hello");
	}

	private String privateName() {
		return this.session.requirePrivateGroup().privateName();
	}

	@Nested
	class NestedClass {

		@Autowired
		private EmbeddedSpreadDaemon nestedDaemon;

		@Test
		void hasTheDaemonOfTheOuterOne(EmbeddedSpreadDaemon parameter) {
			assertThat(this.nestedDaemon).isSameAs(EmbeddedSpreadTests.this.daemon).isSameAs(parameter);
		}

	}

	@Nested
	class NestedClassWithAConstructor {

		private final SpreadTestClient client;

		private final SpreadTemplate template;

		NestedClassWithAConstructor(SpreadTestClient client, @Autowired SpreadTemplate template) {
			this.client = client;
			this.template = template;
		}

		@Test
		void getsParametersOfBothSides() {
			this.client.join("news");
			this.template.convertAndSend("news", "hello");
			assertThat(this.client.awaitMessage("news").text()).isEqualTo("hello");
		}

	}

	@Nested
	@EmbeddedSpread(daemons = { "alpha", "beta" }, keepPrivateName = true, addressProperty = "orders.address",
			awaitJoined = false)
	class NestedClassWithANetwork {

		@Test
		void hasItsOwnDaemons(EmbeddedSpreadNetwork network, @Autowired EmbeddedSpreadDaemon daemon,
				@Autowired Environment environment) {
			assertThat(daemon).isSameAs(network.daemon("alpha"));
			assertThat(environment.getProperty("orders.address")).isEqualTo(daemon.address());
			assertThat(environment.getProperty("spread.embedded.addresses.beta"))
				.isEqualTo(network.daemon("beta").address());
			assertThat(environment.getProperty("spread.private-name")).isEqualTo("orders");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
