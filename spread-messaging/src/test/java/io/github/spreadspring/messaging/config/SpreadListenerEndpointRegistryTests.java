package io.github.spreadspring.messaging.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.MemberLeft;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.Peer;
import io.github.spreadspring.messaging.Received;
import io.github.spreadspring.messaging.SpreadNetwork;
import io.github.spreadspring.messaging.listener.ContainerState;
import io.github.spreadspring.messaging.listener.SpreadListenerContainer;
import io.github.spreadspring.messaging.support.SpreadMessageConverters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SpreadListenerEndpointRegistry}.
 */
class SpreadListenerEndpointRegistryTests {

	@RegisterExtension
	final SpreadNetwork network = new SpreadNetwork();

	private final SpreadListenerEndpointRegistry registry = new SpreadListenerEndpointRegistry();

	private final Received received = new Received();

	private SpreadSession session;

	private SpreadListenerContainerFactory factory;

	@BeforeEach
	void connect() {
		this.session = this.network.session();
		this.factory = new SpreadListenerContainerFactory(this.session, SpreadMessageConverters.plain());
	}

	private SpreadListenerContainer container(String id, String... groups) {
		return this.factory.createContainer(id, this.received::add, groups);
	}

	@Test
	void findsContainersById() {
		SpreadListenerContainer one = container("one");
		SpreadListenerContainer two = container("two");
		this.registry.register(one);
		this.registry.register(two);
		assertThat(this.registry.getListenerContainer("one")).isSameAs(one);
		assertThat(this.registry.getListenerContainer("three")).isNull();
		assertThat(this.registry.getListenerContainers()).containsExactly(one, two);
		assertThat(this.registry.getListenerContainerIds()).containsExactly("one", "two");
	}

	@Test
	void anObserverThatFailsHarmsNeitherContainersNorOthers() {
		List<String> told = new ArrayList<>();
		this.registry.addObserver(new SpreadListenerRegistryObserver() {

			@Override
			public void registered(SpreadListenerContainer container) {
				throw new IllegalStateException("of a test");
			}

			@Override
			public void unregistered(SpreadListenerContainer container) {
				throw new AssertionError("of a test");
			}

		});
		this.registry.addObserver(new SpreadListenerRegistryObserver() {

			@Override
			public void registered(SpreadListenerContainer container) {
				told.add("registered");
			}

			@Override
			public void unregistered(SpreadListenerContainer container) {
				told.add("unregistered");
			}

		});
		this.registry.start();
		SpreadListenerContainer container = container("one", "orders");
		this.registry.register(container);
		assertThat(container.isRunning()).isTrue();
		assertThat(this.registry.unregister("one")).isSameAs(container);
		assertThat(container.isRunning()).isFalse();
		assertThat(told).containsExactly("registered", "unregistered");
	}

	@Test
	void anObserverIsToldOfAllThatComeAndGo() {
		List<String> told = new ArrayList<>();
		SpreadListenerRegistryObserver observer = new SpreadListenerRegistryObserver() {

			@Override
			public void registered(SpreadListenerContainer container) {
				told.add("+" + container.getId());
			}

			@Override
			public void unregistered(SpreadListenerContainer container) {
				told.add("-" + container.getId());
			}

		};
		this.registry.register(container("one"));
		this.registry.addObserver(observer);
		this.registry.register(container("two"));
		this.registry.unregister("one");
		this.registry.unregister("nobody");
		this.registry.removeObserver(observer);
		this.registry.register(container("three"));
		assertThat(told).containsExactly("+one", "+two", "-one");
	}

	@Test
	void anIdIsGivenOnce() {
		this.registry.register(container("one"));
		assertThatIllegalStateException().isThrownBy(() -> this.registry.register(container("one")))
			.withMessageContaining("'one'");
	}

	@Test
	void startsAndStopsAllButThoseThatStartByHand() {
		SpreadListenerContainer one = container("one");
		this.factory.getContainerProperties().setAutoStartup(false);
		SpreadListenerContainer byHand = container("by-hand");
		this.registry.register(one);
		this.registry.register(byHand);
		assertThat(one.isRunning()).isFalse();
		this.registry.start();
		assertThat(this.registry.isRunning()).isTrue();
		assertThat(one.isRunning()).isTrue();
		assertThat(byHand.isRunning()).isFalse();
		byHand.start();
		this.registry.stop();
		assertThat(this.registry.isRunning()).isFalse();
		assertThat(one.isRunning()).isFalse();
		assertThat(byHand.isRunning()).isFalse();
	}

	@Test
	void aContainerAddedLateStartsAtOnceAndCanBeRemoved() {
		this.registry.start();
		Peer peer = this.network.peer("peer").join("a");
		SpreadListenerContainer late = container("late", "a");
		this.registry.register(late);
		assertThat(late.isRunning()).isTrue();
		assertThat(peer.membership()).isInstanceOf(MemberJoined.class);
		assertThat(this.registry.unregister("late")).isSameAs(late);
		assertThat(peer.membership()).isInstanceOf(MemberLeft.class);
		assertThat(late.isRunning()).isFalse();
		assertThat(this.registry.getListenerContainers()).isEmpty();
		assertThat(this.registry.unregister("late")).isNull();
		this.registry.register(container("late"));
		this.registry.stop();
	}

	@Test
	void busyListenersAreWaitedForTogetherAndCanStillAskTheRegistry() {
		this.factory.getContainerProperties().setShutdownTimeout(Duration.ofSeconds(8));
		CountDownLatch release = new CountDownLatch(1);
		for (String id : new String[] { "one", "two", "three" }) {
			this.registry.register(this.factory.createContainer(id, (event) -> {
				if (event instanceof RegularMessage) {
					this.received.add(id);
					release.await();
					this.registry.getListenerContainer(id).getGroups();
				}
			}, "a"));
		}
		this.registry.start();
		this.network.awaitIn(this.session, "a");
		this.network.peer("peer").send("a", "text");
		for (int i = 0; i < 3; i++) {
			this.received.next();
		}
		CompletableFuture<Void> stopped = CompletableFuture.runAsync(this.registry::stop);
		await().until(() -> this.registry.getListenerContainers()
			.stream()
			.allMatch((container) -> container.getState() == ContainerState.STOPPING));
		release.countDown();
		stopped.orTimeout(7, TimeUnit.SECONDS).join();
	}

	@Test
	void severalListenersThatDoNotEndDelayTheStopOnce() {
		this.factory.getContainerProperties().setShutdownTimeout(Duration.ofSeconds(1));
		CountDownLatch release = new CountDownLatch(1);
		for (int i = 0; i < 10; i++) {
			this.registry.register(this.factory.createContainer("busy" + i, (event) -> {
				this.received.add(event);
				release.await();
			}, "a"));
		}
		this.registry.start();
		for (int i = 0; i < 10; i++) {
			this.received.next();
		}
		long start = System.nanoTime();
		this.registry.stop();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(900),
				Duration.ofSeconds(6));
		release.countDown();
	}

	@Test
	void aListenerCanRemoveItself() {
		this.factory.getContainerProperties().setShutdownTimeout(Duration.ofMinutes(5));
		SpreadListenerContainer once = this.factory.createContainer("once", (event) -> {
			if (event instanceof RegularMessage) {
				this.received.add(this.registry.unregister("once"));
			}
		}, "a");
		this.registry.start();
		this.registry.register(once);
		this.network.awaitIn(this.session, "a");
		this.network.peer("peer").send("a", "text");
		assertThat(this.received.next()).isSameAs(once);
		await().until(() -> once.getState() == ContainerState.STOPPED);
		assertThat(this.registry.getListenerContainerIds()).isEmpty();
	}

	@Test
	void aListenerCanAddAnotherThatStartsAtOnce() {
		SpreadListenerContainer second = container("second", "b");
		this.registry.start();
		this.registry.register(this.factory.createContainer("first", (event) -> {
			if (event instanceof RegularMessage) {
				this.registry.register(second);
			}
		}, "a"));
		this.network.awaitIn(this.session, "a");
		this.network.peer("peer").send("a", "text");
		this.network.awaitIn(this.session, "b");
		assertThat(second.isRunning()).isTrue();
		this.registry.stop();
		assertThat(second.isRunning()).isFalse();
	}

	@Test
	void aContainerIsPausedAndResumedById() {
		this.registry.register(container("one", "a"));
		this.registry.start();
		this.registry.getListenerContainer("one").pause();
		assertThat(this.registry.getListenerContainer("one").getState()).isEqualTo(ContainerState.PAUSED);
		this.registry.getListenerContainer("one").resume();
		assertThat(this.registry.getListenerContainer("one").getState()).isEqualTo(ContainerState.RUNNING);
		this.registry.stop();
	}

	@Test
	void aPausedContainerStopsWithTheOthersAndStartsPaused() {
		SpreadListenerContainer one = container("one", "a");
		this.registry.register(one);
		this.registry.start();
		one.pause();
		this.registry.stop();
		assertThat(one.getState()).isEqualTo(ContainerState.STOPPED);
		this.registry.start();
		assertThat(one.getState()).isEqualTo(ContainerState.PAUSED);
		this.registry.stop();
	}

}
