package io.github.spreadspring.messaging.listener;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.spreadspring.client.message.MemberLeft;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.client.session.SpreadStream;
import io.github.spreadspring.messaging.Peer;
import io.github.spreadspring.messaging.config.SpreadListenerEndpointRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The order of a stop: take nothing, finish, answer, leave.
 */
class ListenerShutdownTests {

	@RegisterExtension
	final Listening listening = new Listening();

	@RegisterExtension
	final LogRecords logged = new LogRecords(StreamWorker.class);

	@Test
	void theGroupsAreLeftWhenTheLastMessageIsDone() {
		Peer peer = this.listening.peer("peer").join("a");
		Blocker blocker = new Blocker();
		SpreadListenerContainer container = this.listening.start(blocker, "a");
		peer.membership();
		peer.send("a", "text");
		blocker.awaitBusy();
		CompletableFuture<Void> stopped = container.initiateStop();
		assertThat(container.getState()).isEqualTo(ContainerState.STOPPING);
		assertThat(this.listening.session().view("a")).isPresent();
		assertThat(stopped).isNotDone();
		blocker.release();
		assertThat(peer.membership()).isInstanceOf(MemberLeft.class);
		stopped.orTimeout(10, TimeUnit.SECONDS).join();
		assertThat(container.getState()).isEqualTo(ContainerState.STOPPED);
	}

	@Test
	void whatArrivesWhileTheLastMessageIsHandledIsDroppedAndCountedAndHoldsNobody() {
		this.listening.properties().setQueueCapacity(5);
		Blocker blocker = new Blocker();
		SpreadListenerContainer container = this.listening.start(this.listening.create("busy", blocker, "a"));
		this.listening.start(this.listening.texts(), "a");
		Peer peer = this.listening.peer("peer");
		peer.send("a", "0");
		blocker.awaitBusy();
		peer.send("a", "1");
		await().until(() -> container.getQueueSize() == 1);
		CompletableFuture<Void> stopped = container.initiateStop();
		for (int i = 2; i <= 20; i++) {
			peer.send("a", Integer.toString(i));
		}
		for (int i = 0; i <= 20; i++) {
			assertThat(this.listening.received().next()).isEqualTo(Integer.toString(i));
		}
		blocker.release();
		stopped.orTimeout(10, TimeUnit.SECONDS).join();
		assertThat(this.logged.warnings())
			.containsExactly("Listener 'busy' stopped; 20 waiting messages and events were dropped");
	}

	@Test
	void containersThatAreBusyAreStoppedSideBySide() throws Exception {
		this.listening.properties().setShutdownTimeout(Duration.ofMillis(500));
		SpreadListenerEndpointRegistry registry = new SpreadListenerEndpointRegistry();
		List<Blocker> blockers = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			Blocker blocker = new Blocker();
			blockers.add(blocker);
			SpreadListenerContainer container = this.listening.create("busy" + i, blocker, "a");
			registry.register(container);
		}
		registry.start();
		this.listening.network().awaitIn(this.listening.session(), "a");
		this.listening.peer("peer").send("a", "text");
		blockers.forEach(Blocker::awaitBusy);
		CountDownLatch stopped = new CountDownLatch(1);
		registry.stop(stopped::countDown);
		assertThat(registry.isRunning()).isFalse();
		// one after the other they take 10 seconds
		assertThat(stopped.await(8, TimeUnit.SECONDS)).isTrue();
		assertThat(this.logged.warnings()).hasSize(20).allMatch((line) -> line.contains("still busy"));
		this.listening.network().awaitOutOf(this.listening.session(), "a");
		blockers.forEach(Blocker::release);
	}

	@Test
	void aStopThatRunsIntoItsTimeoutEndsOnAThreadOfItsOwn() throws Exception {
		this.listening.properties().setShutdownTimeout(Duration.ofMillis(100));
		Blocker blocker = new Blocker();
		SpreadListenerContainer container = this.listening
			.start(this.listening.create("busy", blocker, SpreadStream.PRIVATE));
		this.listening.peer("peer").send(this.listening.session().privateGroup().toString(), "text");
		blocker.awaitBusy();
		CompletableFuture<String> thread = new CompletableFuture<>();
		container.stop(() -> thread.complete(Thread.currentThread().getName()));
		assertThat(thread.get(8, TimeUnit.SECONDS)).startsWith("busy-stop-");
		blocker.release();
	}

	@Test
	void aRegistryWithoutContainersStopsAtOnce() {
		CompletableFuture<Void> stopped = new CompletableFuture<>();
		new SpreadListenerEndpointRegistry().stop(() -> stopped.complete(null));
		assertThat(stopped).isDone();
	}

	@Test
	void aDaemonThatTakesNothingDelaysTheStopOfManyContainersOnlyOnce() throws Exception {
		SpreadListenerEndpointRegistry registry = new SpreadListenerEndpointRegistry();
		for (int i = 0; i < 20; i++) {
			registry.register(this.listening.create("listener" + i, this.listening.texts(), "a" + i));
		}
		registry.start();
		for (int i = 0; i < 20; i++) {
			this.listening.network().awaitIn(this.listening.session(), "a" + i);
		}
		this.listening.network().daemon().faults().freeze();
		CompletableFuture<Void> stopped = CompletableFuture.runAsync(registry::stop);
		stopped.get(8, TimeUnit.SECONDS);
		this.listening.network().daemon().faults().thaw();
	}

	@Test
	void answersThatAreUnderWayAreAwaited() {
		CompletableFuture<Void> answers = new CompletableFuture<>();
		SpreadListenerContainer container = this.listening.start(answering(answers), "a");
		CompletableFuture<Void> stopped = container.initiateStop();
		await().during(Duration.ofMillis(100)).until(() -> !stopped.isDone());
		assertThat(this.listening.session().view("a")).isPresent();
		answers.complete(null);
		stopped.orTimeout(8, TimeUnit.SECONDS).join();
		this.listening.network().awaitOutOf(this.listening.session(), "a");
	}

	@Test
	void answersThatNeverComeAreNotAwaitedForEver() {
		this.listening.properties().setShutdownTimeout(Duration.ofMillis(100));
		SpreadListenerContainer container = this.listening.start(answering(new CompletableFuture<>()), "a");
		container.stop();
		assertThat(container.getState()).isEqualTo(ContainerState.STOPPED);
		assertThat(this.logged.warnings())
			.containsExactly("Listener 'my-listener' still has to answer after 100 ms; not waiting any longer");
	}

	@Test
	void aContainerThatIsStartedAgainWhileItsListenerIsBusyBeginsAnew() {
		Blocker blocker = new Blocker(this.listening.texts());
		SpreadListenerContainer container = this.listening.start(blocker, "a");
		Peer peer = this.listening.peer("peer").join("a");
		peer.send("a", "1");
		blocker.awaitBusy();
		CompletableFuture<Void> stopped = container.initiateStop();
		container.start();
		assertThat(peer.membership()).isInstanceOf(MemberLeft.class);
		peer.membership();
		peer.send("a", "2");
		blocker.release();
		stopped.orTimeout(8, TimeUnit.SECONDS).join();
		assertThat(this.listening.received().next()).isEqualTo("1");
		assertThat(this.listening.received().next()).isEqualTo("2");
		assertThat(container.getState()).isEqualTo(ContainerState.RUNNING);
	}

	private static SpreadEventListener answering(CompletableFuture<Void> answers) {
		return new SpreadEventListener() {

			@Override
			public void onEvent(SpreadEvent event) {
			}

			@Override
			public CompletableFuture<Void> whenAnswered() {
				return answers;
			}

		};
	}

}
