package io.github.spreadspring.messaging.docs;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.MapPropertySource;

import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.MemberDisconnected;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.Peer;
import io.github.spreadspring.messaging.Received;
import io.github.spreadspring.messaging.SpreadGroup;
import io.github.spreadspring.messaging.SpreadGroups;
import io.github.spreadspring.messaging.SpreadNetwork;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.messaging.config.SimpleSpreadListenerEndpoint;
import io.github.spreadspring.messaging.config.SpreadListenerConfigurer;
import io.github.spreadspring.messaging.config.SpreadListenerContainerFactory;
import io.github.spreadspring.messaging.config.SpreadListenerEndpointRegistrar;
import io.github.spreadspring.messaging.config.SpreadListenerEndpointRegistry;
import io.github.spreadspring.messaging.listener.SpreadListenerContainer;
import io.github.spreadspring.protocol.MemberId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The examples about what changes at run time, groups as objects, classes with one
 * stream, and applications without Spring Boot.
 */
class RunTimeTests {

	@RegisterExtension
	final SpreadNetwork network = new SpreadNetwork();

	@Test
	void aContainerIsPausedAndItsGroupsChange() {
		AnnotationConfigApplicationContext context = this.network.startIn("orders", Orders.class);
		SpreadListenerEndpointRegistry registry = context.getBean(SpreadListenerEndpointRegistry.class);
		Received received = context.getBean(Received.class);
		SpreadListenerContainer container = registry.getListenerContainer("orders");
		container.pause(); // stays in its groups, and messages wait
		maintain(container);
		container.resume();
		assertThat(received.next()).isEqualTo("during the maintenance");
		List<Object> shown = new CopyOnWriteArrayList<>();
		container.join("returns").thenAccept((view) -> shown.add(view.members()));
		container.leave("orders");
		await().until(() -> shown.size() == 1);
		this.network.awaitOutOf(context.getBean(SpreadSession.class), "orders");
		assertThat(container.getGroups()).containsExactly("returns");
	}

	private void maintain(SpreadListenerContainer container) {
		this.network.peer("peer").send("orders", "during the maintenance");
		await().until(() -> container.getQueueSize() == 1);
	}

	@Test
	void aListenerIsAddedAndRemoved() {
		AnnotationConfigApplicationContext context = this.network.start();
		SpreadListenerEndpointRegistry registry = context.getBean(SpreadListenerEndpointRegistry.class);
		SpreadListenerContainerFactory factory = context.getBean(SpreadListenerContainerFactory.class);
		List<SpreadEvent> log = new CopyOnWriteArrayList<>();
		SimpleSpreadListenerEndpoint endpoint = new SimpleSpreadListenerEndpoint("audit", log::add);
		endpoint.setGroups("orders", "returns");
		registry.register(factory.createContainer(endpoint)); // starts at once
		await().until(() -> log.size() == 3);
		registry.unregister("audit"); // stops and forgets it
		assertThat(registry.getListenerContainers()).isEmpty();
	}

	@Test
	void aConfigurerAddsListeners() {
		AnnotationConfigApplicationContext context = this.network.startIn("orders", Audit.class);
		await().until(() -> context.getBean(Audit.class).log.size() == 2);
	}

	@Test
	void groupsAreObjects() throws Exception {
		AnnotationConfigApplicationContext context = this.network.start(SpreadGroups.class);
		SpreadGroups groups = context.getBean(SpreadGroups.class);
		this.network.peer("peer").join("team");
		SpreadGroup team = groups.group("team");
		team.join(); // a member now, although no listener takes its messages
		GroupView view = team.awaitMembers(2, Duration.ofSeconds(10));
		List<MemberId> members = team.members(); // whoever is there now
		team.leave(); // unless a listener of ours is in it
		assertThat(view.members()).isEqualTo(members).hasSize(2);
		this.network.awaitOutOf(context.getBean(SpreadSession.class), "team");
	}

	@Test
	void changesAreApplicationEvents() {
		AnnotationConfigApplicationContext context = this.network.start(SpreadGroups.class, Watch.class);
		context.getBean(SpreadGroups.class).group("team").join().orTimeout(10, TimeUnit.SECONDS).join();
		Peer peer = this.network.peer("peer").join("team");
		peer.kill();
		assertThat(context.getBean(Received.class).next()).isEqualTo(MemberId.of("#peer#localhost"));
	}

	@Test
	void aClassHasOneStream() {
		OrderBook book = this.network.startIn("orders", OrderBook.class).getBean(OrderBook.class);
		Peer peer = this.network.peer("peer").join("orders");
		Order pen = new Order("pen", 2);
		peer.send("orders", "{\"item\":\"pen\",\"count\":2}");
		await().until(() -> book.orders().containsValue(pen));
		peer.kill();
		await().until(() -> book.orders().isEmpty());
	}

	@Test
	void anApplicationWithoutSpringBootSaysWhatItUses() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			String address = this.network.settings().addresses().get(0).toString();
			context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("test", Map.of("spread.address", address)));
			context.register(SpreadConfiguration.class, Prices.class);
			context.refresh();
			this.network.awaitIn(context, "prices");
			assertThat(context.getBean(SpreadTemplate.class)
				.convertSendAndReceive("prices", new Order("pen", 2), Integer.class)).isEqualTo(6);
		}
	}

	static class Orders {

		@Autowired
		Received received;

		@SpreadListener(id = "orders", groups = "orders")
		void on(String text) {
			this.received.add(text);
		}

	}

	static class Prices {

		@SpreadListener("prices")
		int on(Order order) {
			return 3 * order.count();
		}

	}

	static class Watch extends Recorder {

		@EventListener
		void on(MemberDisconnected event) {
			show(event.member());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Audit implements SpreadListenerConfigurer {

		final List<SpreadEvent> log = new CopyOnWriteArrayList<>();

		@Override
		public void configureSpreadListeners(SpreadListenerEndpointRegistrar registrar) {
			SimpleSpreadListenerEndpoint endpoint = new SimpleSpreadListenerEndpoint("audit", this.log::add);
			endpoint.setGroups("orders");
			registrar.registerEndpoint(endpoint);
		}

	}

}
