package io.github.spreadspring.messaging.listener;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.messaging.Peer;
import io.github.spreadspring.protocol.MemberId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for a {@link SpreadListenerContainer} with several threads.
 */
class ListenerConcurrencyTests {

	private static final int SENDERS = 4;

	@RegisterExtension
	final LogRecords logged = new LogRecords(StreamWorker.class);

	@RegisterExtension
	final Listening listening = new Listening();

	@BeforeEach
	void useFourThreads() {
		this.listening.properties().setConcurrency(4);
	}

	@Test
	void messagesOfASenderStayInOrder() {
		int each = 3000;
		Map<String, List<Integer>> bySender = new ConcurrentHashMap<>();
		AtomicInteger count = new AtomicInteger();
		this.listening.start((event) -> {
			if (event instanceof RegularMessage message) {
				bySender.computeIfAbsent(message.sender().toString(), (sender) -> new ArrayList<>())
					.add(Integer.valueOf(Listening.text(message)));
				count.incrementAndGet();
			}
		}, "a");
		sendAll(each, () -> {
		});
		await().atMost(Duration.ofSeconds(30)).until(() -> count.get() == SENDERS * each);
		List<Integer> expected = IntStream.range(0, each).boxed().toList();
		assertThat(bySender).hasSize(SENDERS).allSatisfy((sender, numbers) -> assertThat(numbers).isEqualTo(expected));
	}

	@Test
	void anEventIsAloneAndInItsPlace() {
		int each = 500;
		List<Integer> expected = new ArrayList<>();
		Counting reference = new Counting(expected);
		List<Integer> seen = new ArrayList<>();
		Counting concurrent = new Counting(seen);
		this.listening.properties().setConcurrency(1);
		SpreadListenerContainer one = this.listening.create("one", reference, "a");
		this.listening.properties().setConcurrency(4);
		SpreadListenerContainer four = this.listening.create("four", concurrent, "a");
		one.pause();
		four.pause();
		this.listening.start(one);
		this.listening.start(four);
		one.resume();
		four.resume();
		Peer guest = this.listening.peer("guest");
		sendAll(each, () -> {
			for (int i = 0; i < 20; i++) {
				guest.join("a");
				guest.leave("a");
			}
		});
		await().atMost(Duration.ofSeconds(30)).until(() -> reference.total() == SENDERS * each + 42);
		await().atMost(Duration.ofSeconds(30)).until(() -> concurrent.total() == SENDERS * each + 42);
		assertThat(expected).hasSize(42);
		assertThat(seen).isEqualTo(expected);
		assertThat(concurrent.crowded).hasValue(0);
	}

	@Test
	void twoListenersAreInsideAtOnce() {
		CyclicBarrier together = new CyclicBarrier(2);
		this.listening.start((event) -> {
			if (event instanceof RegularMessage message) {
				together.await(10, TimeUnit.SECONDS);
				this.listening.received().add(Listening.text(message));
			}
		}, "a");
		Lanes lanes = new Lanes(4, 1);
		Map<Integer, Peer> byLane = new HashMap<>();
		for (int i = 0; byLane.size() < 2; i++) {
			Peer peer = this.listening.peer("peer" + i);
			byLane.put(lanes.laneOf(MemberId.of(peer.id())), peer);
		}
		byLane.values().forEach((peer) -> peer.send("a", "text"));
		assertThat(this.listening.received().next()).isEqualTo("text");
		assertThat(this.listening.received().next()).isEqualTo("text");
		assertThat(this.listening.errors().failures()).isEmpty();
	}

	@Test
	void whatWaitsInLanesIsCountedAndDroppedWithAWarning() {
		Blocker blocker = new Blocker();
		SpreadListenerContainer container = this.listening.start(blocker, "a");
		Peer peer = this.listening.peer("peer");
		for (int i = 0; i < 30; i++) {
			peer.send("a", "text");
		}
		blocker.awaitBusy();
		await().until(() -> container.getQueueSize() == 29);
		container.initiateStop();
		blocker.release();
		await().until(() -> container.getState() == ContainerState.STOPPED);
		assertThat(this.logged.warnings())
			.containsExactly("Listener 'my-listener' stopped; 29 waiting messages and events were dropped");
		assertThat(blocker.handled()).isEqualTo(1);
	}

	@Test
	void anEventThatWaitsForABusyListenerIsDroppedAndCountedAtAStop() {
		Blocker blocker = new Blocker((event) -> {
			if (event instanceof MemberJoined) {
				this.listening.received().add(event);
			}
		});
		SpreadListenerContainer container = this.listening.start(blocker, "a");
		this.listening.peer("peer").send("a", "text");
		blocker.awaitBusy();
		this.listening.peer("guest").join("a");
		await().until(() -> container.getQueueSize() == 1);
		container.initiateStop();
		blocker.release();
		await().until(() -> container.getState() == ContainerState.STOPPED);
		assertThat(this.logged.warnings())
			.containsExactly("Listener 'my-listener' stopped; 1 waiting messages and events were dropped");
		assertThat(this.listening.received().isEmpty()).isTrue();
	}

	@Test
	void failuresOfEveryKindAreReportedAndTheNextMessageComes() {
		this.listening.start((event) -> {
			if (event instanceof RegularMessage message) {
				switch (Listening.text(message)) {
					case "exception" -> throw new Exception("checked");
					case "error" -> throw new AssertionError("error");
					default -> this.listening.received().add(Listening.text(message));
				}
			}
		}, "a");
		Peer peer = this.listening.peer("peer");
		for (int i = 0; i < 20; i++) {
			peer.send("a", "exception");
			peer.send("a", "error");
		}
		peer.send("a", "text");
		assertThat(this.listening.received().next()).isEqualTo("text");
		assertThat(this.listening.errors().await(40)).hasSize(40);
	}

	@Test
	void anInterruptedListenerEndsItsContainerWhichCanStartAgain() {
		SpreadListenerContainer container = this.listening.start((event) -> {
			if (event instanceof RegularMessage message) {
				if (Listening.text(message).equals("interrupt")) {
					Thread.currentThread().interrupt();
				}
				this.listening.received().add(Listening.text(message));
			}
		}, "a");
		Peer peer = this.listening.peer("peer");
		peer.send("a", "interrupt");
		await().until(() -> container.getState() == ContainerState.STOPPED);
		assertThat(this.listening.received().next()).isEqualTo("interrupt");
		this.listening.network().awaitOutOf(this.listening.session(), "a");
		this.listening.start(container);
		peer.send("a", "text");
		assertThat(this.listening.received().next()).isEqualTo("text");
	}

	@Test
	void aListenerCanStopItsOwnContainer() {
		SpreadListenerContainer[] self = new SpreadListenerContainer[1];
		CountDownLatch stopped = new CountDownLatch(1);
		this.listening.properties().setShutdownTimeout(Duration.ofMinutes(5));
		self[0] = this.listening.create((event) -> {
			if (event instanceof RegularMessage) {
				self[0].stop();
				stopped.countDown();
			}
		}, "a");
		this.listening.start(self[0]);
		this.listening.peer("peer").send("a", "text");
		await().until(() -> stopped.getCount() == 0);
		await().until(() -> self[0].getState() == ContainerState.STOPPED);
	}

	@Test
	void allThreadsHaveTheNameOfTheListener() {
		Set<String> names = ConcurrentHashMap.newKeySet();
		this.listening.start((event) -> names.add(Thread.currentThread().getName()), "a");
		for (int i = 0; i < 5; i++) {
			this.listening.peer("peer" + i).send("a", "text");
		}
		await().until(() -> names.size() > 1);
		assertThat(names).allMatch((name) -> name.matches("my-listener-[1-5]"));
	}

	private void sendAll(int each, Runnable meanwhile) {
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < SENDERS; i++) {
			Peer peer = this.listening.peer("sender" + i);
			Thread thread = new Thread(
					() -> IntStream.range(0, each).forEach((number) -> peer.send("a", String.valueOf(number))));
			thread.start();
			threads.add(thread);
		}
		meanwhile.run();
		threads.forEach((thread) -> {
			try {
				thread.join(30_000);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		});
	}

	/**
	 * Notes for each event how many messages are done before it.
	 */
	private static final class Counting implements SpreadEventListener {

		private final List<Integer> beforeEvents;

		private final AtomicInteger inside = new AtomicInteger();

		private final AtomicInteger done = new AtomicInteger();

		private final AtomicInteger crowded = new AtomicInteger();

		private final AtomicInteger events = new AtomicInteger();

		Counting(List<Integer> beforeEvents) {
			this.beforeEvents = beforeEvents;
		}

		@Override
		public void onEvent(SpreadEvent event) {
			int others = this.inside.getAndIncrement();
			if (event instanceof RegularMessage) {
				this.done.incrementAndGet();
			}
			else {
				if (others > 0) {
					this.crowded.incrementAndGet();
				}
				this.beforeEvents.add(this.done.get());
				this.events.incrementAndGet();
			}
			this.inside.decrementAndGet();
		}

		int total() {
			return this.done.get() + this.events.get();
		}

	}

}
