package io.github.spreadspring.messaging.listener;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.spreadspring.client.message.ConnectionEstablished;
import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.messaging.Peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for pausing a {@link SpreadListenerContainer}.
 */
class ListenerPauseTests {

	@RegisterExtension
	final LogRecords logged = new LogRecords(StreamWorker.class);

	@RegisterExtension
	final Listening listening = new Listening();

	@Test
	void aPausedListenerFinishesItsMessageAndGetsTheNextOnlyWhenResumed() {
		Blocker blocker = new Blocker(this.listening.texts());
		SpreadListenerContainer container = this.listening.start(blocker, "a");
		send(this.listening.peer("peer"), 1, 3);
		blocker.awaitBusy();
		container.pause();
		assertThat(container.isPaused()).isTrue();
		assertThat(container.isRunning()).isTrue();
		assertThat(container.getState()).isEqualTo(ContainerState.PAUSED);
		blocker.release();
		assertThat(this.listening.received().next()).isEqualTo("1");
		await().until(() -> container.getQueueSize() == 2);
		assertThat(blocker.handled()).isEqualTo(1);
		assertThat(this.listening.session().view("a")).isPresent();
		container.resume();
		assertThat(container.getState()).isEqualTo(ContainerState.RUNNING);
		awaitTexts(2, 3);
	}

	@Test
	void whatComesWhilePausedWaitsAndComesWithoutAGap() {
		SpreadListenerContainer container = this.listening.start(this.listening.texts(), "a");
		await().until(() -> container.getQueueSize() == 0);
		container.pause();
		send(this.listening.peer("peer"), 1, 100);
		await().until(() -> container.getQueueSize() == 100);
		assertThat(this.listening.received().isEmpty()).isTrue();
		container.resume();
		awaitTexts(1, 100);
	}

	@Test
	void aListenerPausedBeforeTheStartStartsPaused() {
		SpreadListenerContainer container = this.listening.create(this.listening.received()::add, "a");
		container.pause();
		assertThat(container.getState()).isEqualTo(ContainerState.STOPPED);
		assertThat(container.isPaused()).isTrue();
		this.listening.start(container);
		assertThat(container.getState()).isEqualTo(ContainerState.PAUSED);
		await().until(() -> container.getQueueSize() == 2);
		assertThat(this.listening.received().isEmpty()).isTrue();
		container.resume();
		assertThat(this.listening.received().next()).isInstanceOf(ConnectionEstablished.class);
		assertThat(this.listening.received().next()).isInstanceOf(GroupJoined.class);
	}

	@Test
	void aPauseStaysOverStopAndStartUntilResumed() {
		SpreadListenerContainer container = this.listening.start(this.listening.texts(), "a");
		container.pause();
		container.stop();
		assertThat(container.isPaused()).isTrue();
		container.start();
		assertThat(container.getState()).isEqualTo(ContainerState.PAUSED);
		container.stop();
		container.resume();
		container.start();
		assertThat(container.getState()).isEqualTo(ContainerState.RUNNING);
		assertThat(container.isPaused()).isFalse();
	}

	@Test
	void aPausedContainerStopsAtOnceAndSaysWhatItDrops() {
		SpreadListenerContainer container = this.listening.start(this.listening.texts(), "a");
		await().until(() -> container.getQueueSize() == 0);
		container.pause();
		send(this.listening.peer("peer"), 1, 5);
		await().until(() -> container.getQueueSize() == 5);
		container.stop();
		assertThat(container.getState()).isEqualTo(ContainerState.STOPPED);
		assertThat(container.getQueueSize()).isZero();
		assertThat(this.listening.received().isEmpty()).isTrue();
		assertThat(this.logged.warnings())
			.containsExactly("Listener 'my-listener' stopped; 5 waiting messages and events were dropped");
	}

	@Test
	void whilePausedTheQueueFillsToItsBoundAndNothingIsLost() {
		this.listening.properties().setQueueCapacity(10);
		SpreadListenerContainer container = this.listening.start(this.listening.texts(), "a");
		await().until(() -> container.getQueueSize() == 0);
		container.pause();
		send(this.listening.peer("peer"), 1, 200);
		// one more is taken and held, and one more than the bound is added
		await().until(() -> container.getQueueSize() >= 10);
		assertThat(container.getQueueSize()).isLessThanOrEqualTo(12);
		container.resume();
		awaitTexts(1, 200);
	}

	@Test
	void aListenerCanPauseItselfAfterAMessage() {
		SpreadListenerContainer[] self = new SpreadListenerContainer[1];
		self[0] = this.listening.create((event) -> {
			if (event instanceof RegularMessage message) {
				self[0].pause();
				this.listening.received().add(Listening.text(message));
			}
		}, "a");
		this.listening.start(self[0]);
		send(this.listening.peer("peer"), 1, 3);
		for (int i = 1; i <= 3; i++) {
			int waiting = 3 - i;
			assertThat(this.listening.received().next()).isEqualTo(String.valueOf(i));
			await().until(() -> self[0].getQueueSize() == waiting);
			assertThat(this.listening.received().isEmpty()).isTrue();
			self[0].resume();
		}
	}

	@Test
	void pausingHoldsAllThreadsOfAListener() {
		this.listening.properties().setConcurrency(3);
		SpreadListenerContainer container = this.listening.start(this.listening.texts(), "a");
		await().until(() -> container.getQueueSize() == 0);
		container.pause();
		send(this.listening.peer("peer"), 1, 100);
		await().until(() -> container.getQueueSize() == 100);
		assertThat(this.listening.received().isEmpty()).isTrue();
		container.resume();
		awaitTexts(1, 100);
	}

	private static void send(Peer peer, int from, int to) {
		IntStream.rangeClosed(from, to).forEach((number) -> peer.send("a", String.valueOf(number)));
	}

	private void awaitTexts(int from, int to) {
		IntStream.rangeClosed(from, to)
			.forEach((number) -> assertThat(this.listening.received().next()).isEqualTo(String.valueOf(number)));
	}

}
