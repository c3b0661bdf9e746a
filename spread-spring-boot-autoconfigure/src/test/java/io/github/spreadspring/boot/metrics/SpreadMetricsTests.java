package io.github.spreadspring.boot.metrics;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

import io.github.spreadspring.boot.actuate.SpreadBeans;
import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.SpreadConnection;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.client.session.OverflowPolicy;
import io.github.spreadspring.client.session.SessionSettings;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.messaging.config.SpreadListenerContainerFactory;
import io.github.spreadspring.messaging.config.SpreadListenerEndpointRegistry;
import io.github.spreadspring.messaging.listener.SpreadListenerContainer;
import io.github.spreadspring.messaging.support.SpreadMessageConverters;
import io.github.spreadspring.protocol.MemberId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SpreadMetrics}.
 */
class SpreadMetricsTests {

	private static final byte[] BODY = { 1 };

	private final EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build().start();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();

	private final SpreadListenerEndpointRegistry listeners = new SpreadListenerEndpointRegistry();

	private final SpreadSession session = new SpreadSession(
			SessionSettings.of(ConnectionSettings.of(this.daemon.address()).privateName("shop"))
				.reconnectDelay(Duration.ofMillis(10), Duration.ofMillis(50))
				.pingInterval(Duration.ofMillis(20)));

	private final SpreadMetrics metrics = new SpreadMetrics(new SpreadBeans(this.beanFactory, (address) -> false), 3);

	@BeforeEach
	void bind() {
		this.beanFactory.registerSingleton("mySession", this.session);
		this.beanFactory.registerSingleton("myListeners", this.listeners);
		this.metrics.bindTo(this.meters);
		this.session.start();
	}

	@AfterEach
	void stop() {
		this.listeners.stop();
		this.session.close();
		this.daemon.close();
	}

	@Test
	void aConnectionIsSeen() {
		assertThat(gauge("spread.session.connected")).isOne();
		this.daemon.restart();
		await().until(() -> count("spread.session.reconnects") == 1);
		assertThat(count("spread.session.gaps")).isOne();
		this.session.stop();
		assertThat(gauge("spread.session.connected")).isZero();
	}

	@Test
	void pingsAreTimed() {
		await().until(() -> this.meters.get("spread.session.ping").timer().count() > 0);
	}

	@Test
	void messagesAreCountedByGroup() {
		listener("one", "orders", "audit");
		this.session.multicast(OutboundMessage.of("orders", BODY).to("orders", "audit", "elsewhere"));
		this.session.multicast(OutboundMessage.of("orders", BODY));
		await().until(() -> received("orders") == 2);
		assertThat(received("audit")).isOne();
		assertThat(received("elsewhere")).isZero();
		assertThat(sent("orders")).isEqualTo(2);
		assertThat(sent("audit")).isOne();
		assertThat(sent("elsewhere")).isOne();
		assertThat(count("spread.listener.handled")).isPositive();
	}

	@Test
	void whatIsSentToOneMemberIsCountedWithoutItsName() {
		MemberId self = this.session.requirePrivateGroup();
		this.session.multicast(OutboundMessage.of(self, BODY));
		this.session.multicast(OutboundMessage.of("#nobody#nowhere", BODY));
		await().until(() -> received("#private") == 1);
		assertThat(sent("#private")).isEqualTo(2);
		assertThat(count("spread.session.unclaimed")).isOne();
		assertThat(groups("spread.messages.sent")).containsOnly("#private");
	}

	@Test
	void aPeerThatNamesManyGroupsMakesNoMeters() {
		listener("one", "orders");
		try (SpreadConnection peer = SpreadConnection.open(ConnectionSettings.of(this.daemon.address()))) {
			String other = peer.privateGroup().toString();
			peer.multicast(OutboundMessage.of("orders", BODY).to("orders", "x1", "x2", "x3", "x4", other));
		}
		await().until(() -> received("orders") == 1);
		assertThat(groups("spread.messages.received")).containsExactly("#private", "orders");
		assertThat(received("#private")).isZero();
	}

	@Test
	void groupsAboveTheBoundShareATag() {
		listener("one", "g1", "g2", "g3", "g4", "g5");
		for (int i = 1; i <= 8; i++) {
			this.session.multicast(OutboundMessage.of("g" + i, BODY));
		}
		await().until(() -> total("spread.messages.received") == 5);
		assertThat(groups("spread.messages.received")).hasSize(5).contains("#other", "#private");
		assertThat(received("#other")).isEqualTo(2);
		assertThat(groups("spread.messages.sent")).containsExactly("#other", "#private", "g1", "g2", "g3", "g4", "g5",
				"g6");
		assertThat(sent("#other")).isEqualTo(2);
		assertThat(groups("spread.group.members")).hasSize(3).doesNotContain("#other");
		assertThat(gauge("spread.session.groups")).isEqualTo(5);
	}

	@Test
	void groupsThatOthersHaveUsSendToTakeNoPlaceFromThoseThatWeAreIn() {
		for (int i = 1; i <= 5; i++) {
			this.session.multicast(OutboundMessage.of("reply-to-" + i, BODY));
		}
		assertThat(sent("#other")).isEqualTo(2);
		listener("one", "orders");
		this.session.multicast(OutboundMessage.of("orders", BODY));
		await().until(() -> received("orders") == 1);
		assertThat(sent("orders")).isOne();
		assertThat(groups("spread.group.members")).containsExactly("orders");
	}

	@Test
	void membersAreShownWhileWeAreInTheGroup() {
		SpreadListenerContainer container = listener("one", "orders");
		assertThat(gauge("spread.group.members")).isOne();
		try (SpreadConnection peer = SpreadConnection.open(ConnectionSettings.of(this.daemon.address()))) {
			peer.join("orders");
			await().until(() -> gauge("spread.group.members") == 2);
		}
		await().until(() -> gauge("spread.group.members") == 1);
		container.leave("orders");
		await().until(() -> this.meters.find("spread.group.members").gauge() == null);
		container.join("orders");
		await().until(() -> this.meters.find("spread.group.members").gauge() != null);
		this.daemon.kill();
		await().until(() -> this.meters.find("spread.group.members").gauge() == null);
	}

	@Test
	void aListenerThatIsRemovedIsMeasuredNoMoreAndItsIdCanBeGivenAgain() {
		listener("one", "orders");
		assertThat(gauge("spread.listener.joined")).isOne();
		this.listeners.unregister("one");
		assertThat(this.meters.getMeters())
			.noneMatch((meter) -> meter.getId().getName().startsWith("spread.listener."));
		listener("one", "orders");
		System.gc();
		assertThat(gauge("spread.listener.joined")).isOne();
		assertThat(this.meters.get("spread.listener.queue.size").gauge().getId().getTag("listener")).isEqualTo("one");
		assertThat(this.meters.get("spread.listener.queue.size").gauge().getId().getTag("session"))
			.isEqualTo("mySession");
	}

	@Test
	void aListenerThatWasFullAndHasLeftItsGroupsIsNotJoined() throws InterruptedException {
		SpreadListenerContainerFactory factory = new SpreadListenerContainerFactory(this.session,
				SpreadMessageConverters.plain());
		factory.getContainerProperties().setQueueCapacity(2);
		factory.getContainerProperties().setOverflowPolicy(OverflowPolicy.LEAVE_GROUP);
		CountDownLatch go = new CountDownLatch(1);
		SpreadListenerContainer container = factory.createContainer("slow", (event) -> go.await(), "slow");
		this.listeners.register(container);
		container.start();
		await().until(() -> gauge("spread.listener.joined") == 1);
		await().until(() -> {
			this.session.multicast(OutboundMessage.of("slow", BODY));
			return !container.getDeniedGroups().isEmpty();
		});
		double joined = gauge("spread.listener.joined");
		go.countDown();
		assertThat(joined).isZero();
	}

	@Test
	void everyMeterHasADescription() {
		listener("one", "orders");
		assertThat(this.meters.getMeters()).hasSizeGreaterThan(15)
			.allSatisfy((meter) -> assertThat(meter.getId().getDescription()).as(meter.getId().getName()).isNotBlank());
	}

	@Test
	void closedItLeavesNothingBehind() {
		listener("one", "orders");
		this.session.multicast(OutboundMessage.of("orders", BODY));
		this.metrics.close();
		assertThat(this.meters.getMeters()).isEmpty();
		this.session.multicast(OutboundMessage.of("orders", BODY));
		listener("two", "audit");
		assertThat(this.meters.getMeters()).isEmpty();
	}

	@Test
	void ofTwoApplicationsWithOneRegistryEachRemovesItsOwnMetersOnly() {
		listener("one", "orders");
		int before = this.meters.getMeters().size();
		DefaultListableBeanFactory otherFactory = new DefaultListableBeanFactory();
		SpreadMetrics other = new SpreadMetrics(new SpreadBeans(otherFactory, (address) -> false), 3);
		try (SpreadSession session = new SpreadSession(
				SessionSettings.of(ConnectionSettings.of(this.daemon.address())))) {
			otherFactory.registerSingleton("mySession", session);
			otherFactory.registerSingleton("otherSession", this.session);
			other.bindTo(this.meters);
			assertThat(this.meters.getMeters()).hasSizeGreaterThan(before);
			other.close();
		}
		assertThat(this.meters.getMeters()).hasSize(before);
		assertThat(gauge("spread.session.connected")).isOne();
		this.session.multicast(OutboundMessage.of("orders", BODY));
		assertThat(sent("orders")).isOne();
		this.metrics.close();
		assertThat(this.meters.getMeters()).isEmpty();
	}

	private SpreadListenerContainer listener(String id, String... groups) {
		SpreadListenerContainerFactory factory = new SpreadListenerContainerFactory(this.session,
				SpreadMessageConverters.plain());
		SpreadListenerContainer container = factory.createContainer(id, SpreadMetricsTests::ignore, groups);
		this.listeners.register(container);
		container.start();
		await().until(container::isJoined);
		return container;
	}

	private static void ignore(SpreadEvent event) {
	}

	private double gauge(String name) {
		return this.meters.get(name).gauge().value();
	}

	private double count(String name) {
		return this.meters.get(name).functionCounter().count();
	}

	private double sent(String group) {
		return this.meters.get("spread.messages.sent").tag("group", group).counter().count();
	}

	private double received(String group) {
		Counter counter = this.meters.find("spread.messages.received").tag("group", group).counter();
		return (counter != null) ? counter.count() : 0;
	}

	private double total(String name) {
		return this.meters.get(name).counters().stream().mapToDouble(Counter::count).sum();
	}

	private Set<String> groups(String name) {
		Set<String> groups = new TreeSet<>();
		this.meters.get(name).meters().forEach((meter) -> groups.add(meter.getId().getTag("group")));
		return groups;
	}

}
