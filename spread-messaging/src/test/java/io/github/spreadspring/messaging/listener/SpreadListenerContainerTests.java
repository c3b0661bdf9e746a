package io.github.spreadspring.messaging.listener;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.spreadspring.client.message.ConnectionEstablished;
import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.ConnectionRestored;
import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.message.GroupLeft;
import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.MemberDisconnected;
import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.MemberLeft;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.Peer;
import io.github.spreadspring.messaging.Received;
import io.github.spreadspring.messaging.RecordingErrorHandler;
import io.github.spreadspring.messaging.SpreadNetwork;
import io.github.spreadspring.messaging.config.SpreadListenerContainerFactory;
import io.github.spreadspring.messaging.support.SpreadMessageConverters;
import io.github.spreadspring.protocol.IllegalNameException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SpreadListenerContainer}.
 */
class SpreadListenerContainerTests {

	@RegisterExtension
	final SpreadNetwork network = new SpreadNetwork();

	private final Received received = new Received();

	private final RecordingErrorHandler errors = new RecordingErrorHandler();

	private SpreadSession session;

	private SpreadListenerContainerFactory factory;

	@BeforeEach
	void connect() {
		this.session = this.network.session();
		this.factory = new SpreadListenerContainerFactory(this.session, SpreadMessageConverters.plain());
		this.factory.getContainerProperties().setErrorHandler(this.errors);
	}

	private SpreadListenerContainer started(SpreadEventListener listener, String... groups) {
		SpreadListenerContainer container = this.factory.createContainer("my-listener", listener, groups);
		container.start();
		for (String group : groups) {
			this.network.awaitIn(this.session, group);
		}
		return container;
	}

	private SpreadEventListener texts() {
		return (event) -> {
			if (event instanceof RegularMessage message) {
				this.received.add(text(message));
			}
		};
	}

	@Test
	void groupsChangeWhileItRunsInOneStream() {
		SpreadListenerContainer container = started(this.received::add, "a");
		assertThat(this.received.next()).isInstanceOf(ConnectionEstablished.class);
		assertThat(this.received.next(GroupJoined.class).group()).isEqualTo("a");
		Peer peer = this.network.peer("peer");
		peer.send("b", "nobody listens");
		peer.send("a", "1");
		assertThat(text(this.received.next())).isEqualTo("1");

		GroupView view = container.join("b").orTimeout(10, TimeUnit.SECONDS).join();
		assertThat(view.group()).isEqualTo("b");
		assertThat(container.getGroups()).containsExactlyInAnyOrder("a", "b");
		peer.send("a", "2");
		peer.send("b", "3");
		peer.send("a", "4");
		assertThat(this.received.next(GroupJoined.class).group()).isEqualTo("b");
		assertThat(List.of(text(this.received.next()), text(this.received.next()), text(this.received.next())))
			.containsExactly("2", "3", "4");

		assertThat(container.leave("a")).isTrue();
		assertThat(this.received.next(GroupLeft.class).group()).isEqualTo("a");
		assertThat(container.getGroups()).containsExactly("b");
		peer.send("a", "not any more");
		peer.send("b", "5");
		assertThat(text(this.received.next())).isEqualTo("5");
		assertThat(container.leave("a")).isFalse();
		container.stop();
	}

	@Test
	void aGroupJoinedWhileStoppedIsJoinedWithTheStart() {
		SpreadListenerContainer container = this.factory.createContainer("my-listener", texts(), "a");
		CompletableFuture<GroupView> joined = container.join("b");
		CompletableFuture<GroupView> leftAgain = container.join("c");
		assertThat(container.leave("c")).isTrue();
		assertThat(leftAgain).isCancelled();
		assertThat(joined).isNotDone();
		container.start();
		assertThat(joined.orTimeout(10, TimeUnit.SECONDS).join().group()).isEqualTo("b");
		assertThat(container.getGroups()).containsExactlyInAnyOrder("a", "b");
		container.stop();
	}

	@Test
	void refusesGroupsThatAreNotAllowed() {
		SpreadListenerContainer container = started(texts());
		assertThatExceptionOfType(IllegalNameException.class).isThrownBy(() -> container.join("my group"));
		assertThatExceptionOfType(IllegalNameException.class)
			.isThrownBy(() -> this.factory.createContainer("x", texts(), "#a#b"));
		assertThat(container.getGroups()).isEmpty();
		container.stop();
	}

	@Test
	void stoppingLeavesTheGroupsWhileTheSessionStays() {
		Peer peer = this.network.peer("peer").join("a");
		SpreadListenerContainer container = started(texts(), "a");
		assertThat(peer.membership()).isInstanceOf(MemberJoined.class);
		container.stop();
		assertThat(peer.membership()).isInstanceOf(MemberLeft.class);
		assertThat(container.getState()).isEqualTo(ContainerState.STOPPED);
		assertThat(container.isRunning()).isFalse();

		container.start();
		assertThat(container.isRunning()).isTrue();
		assertThat(peer.membership()).isInstanceOf(MemberJoined.class);
		peer.send("a", "again");
		assertThat(this.received.next()).isEqualTo("again");

		this.session.close();
		assertThat(peer.membership()).isInstanceOf(MemberDisconnected.class);
		container.stop();
	}

	@Test
	void twoListenersOfAGroupStopIndependently() {
		Peer peer = this.network.peer("peer").join("a");
		SpreadListenerContainer one = started(texts(), "a");
		SpreadListenerContainer two = started((event) -> {
		}, "a");
		assertThat(peer.membership()).isInstanceOf(MemberJoined.class);
		two.stop();
		peer.send("a", "text");
		assertThat(this.received.next()).isEqualTo("text");
		one.stop();
		assertThat(peer.membership()).isInstanceOf(MemberLeft.class);
	}

	@Test
	void startAndStopCanBeCalledAnyNumberOfTimes() {
		SpreadListenerContainer container = this.factory.createContainer("my-listener", texts(), "a");
		container.stop();
		container.start();
		container.start();
		this.network.awaitIn(this.session, "a");
		container.stop();
		container.stop();
		for (int i = 0; i < 20; i++) {
			container.start();
			container.stop();
		}
		container.start();
		Peer peer = this.network.peer("peer").join("a");
		await().until(() -> this.session.view("a").isPresent());
		peer.send("a", "text");
		assertThat(this.received.next()).isEqualTo("text");
		container.stop();
		assertThat(this.errors.failures()).isEmpty();
	}

	@Test
	void stoppingWaitsForTheCurrentMessage() {
		Blocker blocker = new Blocker();
		SpreadListenerContainer container = started(blocker, "a");
		this.network.peer("peer").send("a", "text");
		blocker.awaitBusy();
		CompletableFuture<Void> stopped = CompletableFuture.runAsync(container::stop);
		await().until(() -> container.getState() == ContainerState.STOPPING);
		assertThat(stopped).isNotDone();
		blocker.release.countDown();
		stopped.orTimeout(10, TimeUnit.SECONDS).join();
		assertThat(blocker.handled).hasValue(1);
		assertThat(container.getState()).isEqualTo(ContainerState.STOPPED);
	}

	@Test
	void stoppingDropsWhatWaits() {
		Blocker blocker = new Blocker();
		SpreadListenerContainer container = started(blocker, "a");
		Peer peer = this.network.peer("peer");
		peer.send("a", "1");
		peer.send("a", "2");
		blocker.awaitBusy();
		await().until(() -> container.getQueueSize() == 1);
		CompletableFuture<Void> stopped = CompletableFuture.runAsync(container::stop);
		await().until(() -> container.getState() == ContainerState.STOPPING);
		blocker.release.countDown();
		stopped.orTimeout(10, TimeUnit.SECONDS).join();
		assertThat(blocker.handled).hasValue(1);
		assertThat(container.getQueueSize()).isZero();
	}

	@Test
	void stoppingDoesNotWaitForeverForABusyListener() {
		this.factory.getContainerProperties().setShutdownTimeout(Duration.ofMillis(100));
		Blocker blocker = new Blocker();
		SpreadListenerContainer container = started(blocker, "a");
		this.network.peer("peer").send("a", "text");
		blocker.awaitBusy();
		long start = System.nanoTime();
		container.stop();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(100),
				Duration.ofSeconds(8));
		assertThat(container.isRunning()).isFalse();
		assertThat(container.getState()).isEqualTo(ContainerState.STOPPING);
		blocker.release.countDown();
		await().until(() -> container.getState() == ContainerState.STOPPED);
	}

	@Test
	void aListenerThatAsksItsContainerWhileItStopsIsAnswered() {
		AtomicReference<SpreadListenerContainer> self = new AtomicReference<>();
		Blocker blocker = new Blocker();
		SpreadListenerContainer container = started((event) -> {
			blocker.onEvent(event);
			if (event instanceof RegularMessage) {
				this.received.add(self.get().getGroups());
				self.get().leave("a");
				self.get().stop();
			}
		}, "a");
		self.set(container);
		this.network.peer("peer").send("a", "text");
		blocker.awaitBusy();
		CompletableFuture<Void> stopped = CompletableFuture.runAsync(container::stop);
		await().until(() -> container.getState() == ContainerState.STOPPING);
		blocker.release.countDown();
		// less than the shutdown timeout of 10 seconds
		stopped.orTimeout(8, TimeUnit.SECONDS).join();
		assertThat(this.received.isEmpty()).isFalse();
	}

	@Test
	void aContainerStoppedByItsOwnListenerDoesNotWaitForItself() {
		AtomicReference<SpreadListenerContainer> self = new AtomicReference<>();
		SpreadListenerContainer container = started((event) -> {
			if (event instanceof RegularMessage) {
				long start = System.nanoTime();
				self.get().stop();
				this.received.add(Duration.ofNanos(System.nanoTime() - start));
			}
		}, "a");
		self.set(container);
		this.network.peer("peer").send("a", "text");
		assertThat((Duration) this.received.next()).isLessThan(Duration.ofSeconds(8));
		await().until(() -> container.getState() == ContainerState.STOPPED);
		this.network.awaitOutOf(this.session, "a");
	}

	@Test
	void afterARestartByItsOwnListenerStillOneThreadCallsIt() {
		AtomicReference<SpreadListenerContainer> self = new AtomicReference<>();
		AtomicBoolean restarted = new AtomicBoolean();
		AtomicInteger inside = new AtomicInteger();
		CountDownLatch release = new CountDownLatch(1);
		SpreadListenerContainer container = started((event) -> {
			assertThat(inside.incrementAndGet()).isEqualTo(1);
			if (event instanceof RegularMessage message) {
				if (restarted.compareAndSet(false, true)) {
					self.get().stop();
					self.get().start();
					release.await();
				}
				this.received.add(text(message));
			}
			inside.decrementAndGet();
		}, "a");
		self.set(container);
		Peer peer = this.network.peer("peer").join("a");
		peer.send("a", "1");
		assertThat(peer.membership()).isInstanceOf(MemberLeft.class);
		assertThat(peer.membership()).isInstanceOf(MemberJoined.class);
		peer.send("a", "2");
		await().until(() -> container.getQueueSize() > 0);
		release.countDown();
		assertThat(this.received.next()).isEqualTo("1");
		assertThat(this.received.next()).isEqualTo("2");
		assertThat(container.getState()).isEqualTo(ContainerState.RUNNING);
		container.stop();
		assertThat(this.errors.failures()).isEmpty();
	}

	@Test
	void aListenerThatThrowsIsReportedOnceAndTheNextMessageComes() {
		SpreadListenerContainer container = started((event) -> {
			if (event instanceof RegularMessage message) {
				switch (text(message)) {
					case "exception" -> throw new Exception("checked");
					case "error" -> throw new StackOverflowError("error");
					default -> this.received.add(text(message));
				}
			}
		}, "a");
		Peer peer = this.network.peer("peer");
		peer.send("a", "exception");
		peer.send("a", "error");
		peer.send("a", "text");
		assertThat(this.received.next()).isEqualTo("text");
		assertThat(this.errors.failures()).hasSize(2)
			.allSatisfy((failure) -> assertThat(failure)
				.isInstanceOfSatisfying(ListenerFailedException.class,
						(failed) -> assertThat(failed.event()).isInstanceOf(RegularMessage.class))
				.hasMessageContaining("Listener 'my-listener' failed on AGREED message")
				.hasMessageContaining("from #peer#localhost to [a]"));
		assertThat(this.errors.failures().get(0)).hasRootCauseMessage("checked");
		container.stop();
	}

	@Test
	void anErrorHandlerThatThrowsDoesNotEndTheStream() {
		this.factory.getContainerProperties().setErrorHandler((failure) -> {
			throw new IllegalStateException("handler of a test", failure);
		});
		SpreadListenerContainer container = started((event) -> {
			if (event instanceof RegularMessage message) {
				this.received.add(text(message));
				throw new IllegalStateException("listener of a test");
			}
		}, "a");
		Peer peer = this.network.peer("peer");
		peer.send("a", "1");
		peer.send("a", "2");
		assertThat(this.received.next()).isEqualTo("1");
		assertThat(this.received.next()).isEqualTo("2");
		container.stop();
	}

	@Test
	void theNameOfTheThreadBeginsWithTheId() {
		SpreadListenerContainer container = started((event) -> this.received.add(Thread.currentThread().getName()));
		assertThat(this.received.next()).asString().startsWith("my-listener-");
		container.stop();
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void virtualThreadsHaveTheNameToo() {
		this.factory.getContainerProperties().setVirtualThreads(true);
		SpreadListenerContainer container = started((event) -> {
			Thread thread = Thread.currentThread();
			this.received.add(thread.getName(), Thread.class.getMethod("isVirtual").invoke(thread));
		});
		List<Object> call = this.received.call();
		assertThat(call.get(0)).asString().startsWith("my-listener-");
		assertThat(call.get(1)).isEqualTo(true);
		container.stop();
	}

	@Test
	void anInterruptedListenerEndsItsContainer() {
		SpreadListenerContainer container = started((event) -> {
			if (event instanceof RegularMessage) {
				Thread.currentThread().interrupt();
			}
		}, "a");
		this.network.peer("peer").send("a", "text");
		await().until(() -> container.getState() == ContainerState.STOPPED);
		assertThat(container.isRunning()).isFalse();
		this.network.awaitOutOf(this.session, "a");
		container.start();
		this.network.awaitIn(this.session, "a");
		container.stop();
	}

	@Test
	void beforeTheSessionConnectsTheListenerWaitsForItsGroups() {
		this.session.stop();
		SpreadListenerContainer container = this.factory.createContainer("my-listener", this.received::add, "a");
		container.start();
		assertThat(container.isRunning()).isTrue();
		this.session.start();
		assertThat(this.received.next()).isInstanceOf(ConnectionRestored.class);
		assertThat(this.received.next()).isInstanceOf(GroupJoined.class);
		this.session.stop();
		assertThat(this.received.next()).isInstanceOf(ConnectionLost.class);
		container.stop();
	}

	private static String text(Object event) {
		assertThat(event).isInstanceOf(RegularMessage.class);
		return new String(((RegularMessage) event).body(), StandardCharsets.UTF_8);
	}

	/**
	 * A listener that is busy with its first message until it is released.
	 */
	private static final class Blocker implements SpreadEventListener {

		private final CountDownLatch busy = new CountDownLatch(1);

		private final CountDownLatch release = new CountDownLatch(1);

		private final AtomicInteger handled = new AtomicInteger();

		@Override
		public void onEvent(SpreadEvent event) throws InterruptedException {
			if (event instanceof RegularMessage) {
				this.busy.countDown();
				this.release.await();
				this.handled.incrementAndGet();
			}
		}

		void awaitBusy() {
			await().until(() -> this.busy.getCount() == 0);
		}

	}

}
