package io.github.spreadspring.messaging.listener;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.MemberLeft;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.messaging.Peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for stopping a {@link SpreadListenerContainer}.
 */
class SpreadListenerContainerStopTests {

	@RegisterExtension
	final Listening listening = new Listening();

	@Test
	void stoppingWaitsForTheCurrentMessage() {
		Blocker blocker = new Blocker();
		SpreadListenerContainer container = this.listening.start(blocker, "a");
		this.listening.peer("peer").send("a", "text");
		blocker.awaitBusy();
		CompletableFuture<Void> stopped = CompletableFuture.runAsync(container::stop);
		await().until(() -> container.getState() == ContainerState.STOPPING);
		assertThat(stopped).isNotDone();
		blocker.release();
		stopped.orTimeout(10, TimeUnit.SECONDS).join();
		assertThat(blocker.handled()).isEqualTo(1);
		assertThat(container.getState()).isEqualTo(ContainerState.STOPPED);
		assertThat(container.isInExpectedState()).isTrue();
	}

	@Test
	void stoppingDropsWhatWaits() {
		Blocker blocker = new Blocker();
		SpreadListenerContainer container = this.listening.start(blocker, "a");
		Peer peer = this.listening.peer("peer");
		peer.send("a", "1");
		peer.send("a", "2");
		blocker.awaitBusy();
		await().until(() -> container.getQueueSize() == 1);
		CompletableFuture<Void> stopped = CompletableFuture.runAsync(container::stop);
		await().until(() -> container.getState() == ContainerState.STOPPING);
		blocker.release();
		stopped.orTimeout(10, TimeUnit.SECONDS).join();
		assertThat(blocker.handled()).isEqualTo(1);
		assertThat(container.getQueueSize()).isZero();
	}

	@Test
	void stoppingDoesNotWaitForeverForABusyListener() {
		this.listening.properties().setShutdownTimeout(Duration.ofMillis(100));
		Blocker blocker = new Blocker();
		SpreadListenerContainer container = this.listening.start(blocker, "a");
		this.listening.peer("peer").send("a", "text");
		blocker.awaitBusy();
		long start = System.nanoTime();
		container.stop();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(100),
				Duration.ofSeconds(8));
		assertThat(container.isRunning()).isFalse();
		assertThat(container.getState()).isEqualTo(ContainerState.STOPPING);
		blocker.release();
		await().until(() -> container.getState() == ContainerState.STOPPED);
	}

	@Test
	void aListenerThatAsksItsContainerWhileItStopsIsAnswered() {
		AtomicReference<SpreadListenerContainer> self = new AtomicReference<>();
		Blocker blocker = new Blocker();
		SpreadListenerContainer container = this.listening.start((event) -> {
			blocker.onEvent(event);
			if (event instanceof RegularMessage) {
				this.listening.received().add(self.get().getGroups());
				self.get().leave("a");
				self.get().stop();
			}
		}, "a");
		self.set(container);
		this.listening.peer("peer").send("a", "text");
		blocker.awaitBusy();
		CompletableFuture<Void> stopped = CompletableFuture.runAsync(container::stop);
		await().until(() -> container.getState() == ContainerState.STOPPING);
		blocker.release();
		// less than the shutdown timeout of 10 seconds
		stopped.orTimeout(8, TimeUnit.SECONDS).join();
		assertThat(this.listening.received().isEmpty()).isFalse();
	}

	@Test
	void aContainerStoppedByItsOwnListenerDoesNotWaitForItself() {
		AtomicReference<SpreadListenerContainer> self = new AtomicReference<>();
		SpreadListenerContainer container = this.listening.start((event) -> {
			if (event instanceof RegularMessage) {
				long start = System.nanoTime();
				self.get().stop();
				this.listening.received().add(Duration.ofNanos(System.nanoTime() - start));
			}
		}, "a");
		self.set(container);
		this.listening.peer("peer").send("a", "text");
		assertThat((Duration) this.listening.received().next()).isLessThan(Duration.ofSeconds(8));
		await().until(() -> container.getState() == ContainerState.STOPPED);
		this.listening.network().awaitOutOf(this.listening.session(), "a");
	}

	@Test
	void afterARestartByItsOwnListenerStillOneThreadCallsIt() {
		AtomicReference<SpreadListenerContainer> self = new AtomicReference<>();
		AtomicBoolean restarted = new AtomicBoolean();
		AtomicInteger inside = new AtomicInteger();
		CountDownLatch release = new CountDownLatch(1);
		SpreadListenerContainer container = this.listening.start((event) -> {
			assertThat(inside.incrementAndGet()).isEqualTo(1);
			if (event instanceof RegularMessage message) {
				if (restarted.compareAndSet(false, true)) {
					self.get().stop();
					self.get().start();
					release.await();
				}
				this.listening.received().add(Listening.text(message));
			}
			inside.decrementAndGet();
		}, "a");
		self.set(container);
		Peer peer = this.listening.peer("peer").join("a");
		peer.send("a", "1");
		assertThat(peer.membership()).isInstanceOf(MemberLeft.class);
		assertThat(peer.membership()).isInstanceOf(MemberJoined.class);
		peer.send("a", "2");
		await().until(() -> container.getQueueSize() > 0);
		release.countDown();
		assertThat(this.listening.received().next()).isEqualTo("1");
		assertThat(this.listening.received().next()).isEqualTo("2");
		assertThat(container.getState()).isEqualTo(ContainerState.RUNNING);
		container.stop();
		assertThat(this.listening.errors().failures()).isEmpty();
	}

	@Test
	void anInterruptedListenerEndsItsContainer() {
		SpreadListenerContainer container = this.listening.start((event) -> {
			if (event instanceof RegularMessage) {
				Thread.currentThread().interrupt();
			}
		}, "a");
		this.listening.peer("peer").send("a", "text");
		await().until(() -> container.getState() == ContainerState.STOPPED);
		assertThat(container.isRunning()).isFalse();
		assertThat(container.isInExpectedState()).isFalse();
		this.listening.network().awaitOutOf(this.listening.session(), "a");
		container.start();
		assertThat(container.isInExpectedState()).isTrue();
		this.listening.network().awaitIn(this.listening.session(), "a");
		container.stop();
	}

}
