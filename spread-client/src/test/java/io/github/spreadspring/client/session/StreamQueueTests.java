package io.github.spreadspring.client.session;

import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.message.GroupLeft;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.ServiceType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The queue in front of a listener.
 */
class StreamQueueTests {

	private final StreamQueue queue = new StreamQueue(StreamSettings.defaults().maxEvents(3).maxBytes(100));

	@Test
	void whatComesFirstGoesFirst() throws InterruptedException {
		this.queue.add(left("a"));
		this.queue.add(left("b"));
		assertThat(this.queue.size()).isEqualTo(2);
		assertThat(this.queue.take(Duration.ZERO)).isEqualTo(left("a"));
		assertThat(this.queue.take(Duration.ZERO)).isEqualTo(left("b"));
		assertThat(this.queue.take(Duration.ZERO)).isNull();
	}

	@Test
	void takingFromAnEmptyQueueWaitsAsLongAsAsked() throws InterruptedException {
		long before = System.nanoTime();
		assertThat(this.queue.take(Duration.ofMillis(50))).isNull();
		assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
	}

	@Test
	void whoeverWaitsGetsWhatIsAdded() throws Exception {
		FutureTask<SpreadEvent> taking = new FutureTask<>(() -> this.queue.take(Mailbox.PATIENCE));
		startAndAwaitWaiting(taking);
		this.queue.add(left("a"));
		assertThat(taking.get(10, TimeUnit.SECONDS)).isEqualTo(left("a"));
	}

	@Test
	void aBatchHasTheMessagesThatStandBehindOneAnotherAndAnyOtherEventIsAlone() throws InterruptedException {
		StreamQueue queue = new StreamQueue(StreamSettings.defaults().maxEvents(10).maxBytes(1000));
		for (SpreadEvent event : List.of(message(1), message(2), message(3), left("a"), left("b"), message(4))) {
			queue.add(event);
		}
		assertThat(queue.takeBatch(2, Duration.ZERO)).extracting(StreamQueueTests::length).containsExactly(1, 2);
		assertThat(queue.takeBatch(2, Duration.ZERO)).extracting(StreamQueueTests::length).containsExactly(3);
		assertThat(queue.takeBatch(2, Duration.ZERO)).containsExactly(left("a"));
		assertThat(queue.takeBatch(2, Duration.ZERO)).containsExactly(left("b"));
		assertThat(queue.takeBatch(2, Duration.ZERO)).extracting(StreamQueueTests::length).containsExactly(4);
		assertThat(queue.takeBatch(2, Duration.ZERO)).isEmpty();
		assertThat(queue.bytes()).isZero();
	}

	@Test
	void thereIsRoomBelowTheNumberOfEvents() throws Exception {
		this.queue.awaitRoom(Mailbox.PATIENCE);
		this.queue.add(left("a"));
		this.queue.add(left("b"));
		this.queue.awaitRoom(Mailbox.PATIENCE);
		this.queue.add(left("c"));
		FutureTask<Void> waiting = awaitRoom();
		assertThat(this.queue.take(Duration.ZERO)).isNotNull();
		waiting.get(10, TimeUnit.SECONDS);
	}

	@Test
	void thereIsRoomBelowTheNumberOfBytes() throws Exception {
		this.queue.add(message(99));
		this.queue.awaitRoom(Mailbox.PATIENCE);
		this.queue.add(message(2));
		assertThat(this.queue.bytes()).isEqualTo(101);
		FutureTask<Void> waiting = awaitRoom();
		assertThat(this.queue.take(Duration.ZERO)).isNotNull();
		waiting.get(10, TimeUnit.SECONDS);
		assertThat(this.queue.bytes()).isEqualTo(2);
	}

	@Test
	void aMessageLargerThanTheQueuePasses() throws Exception {
		this.queue.add(message(1000));
		FutureTask<Void> waiting = awaitRoom();
		assertThat(this.queue.take(Duration.ZERO)).isNotNull();
		waiting.get(10, TimeUnit.SECONDS);
		assertThat(this.queue.bytes()).isZero();
	}

	@Test
	void closingFreesEverybodyAndDropsWhatWaits() throws Exception {
		this.queue.add(message(60));
		this.queue.add(message(60));
		FutureTask<Void> waiting = awaitRoom();
		assertThat(this.queue.close()).isEqualTo(2);
		waiting.get(10, TimeUnit.SECONDS);
		this.queue.add(left("late"));
		assertThat(this.queue.size()).isZero();
		assertThat(this.queue.bytes()).isZero();
		assertThat(this.queue.take(Mailbox.PATIENCE)).isNull();
		assertThat(this.queue.close()).isZero();
	}

	@Test
	void closingFreesWhoeverTakes() throws Exception {
		FutureTask<SpreadEvent> taking = new FutureTask<>(() -> this.queue.take(Mailbox.PATIENCE));
		startAndAwaitWaiting(taking);
		this.queue.close();
		assertThat(taking.get(10, TimeUnit.SECONDS)).isNull();
	}

	@Test
	void aSealedQueueGivesWhatItHasAndTakesNothing() throws Exception {
		this.queue.add(left("a"));
		this.queue.seal();
		this.queue.add(left("late"));
		this.queue.add(message(1));
		assertThat(this.queue.take(Mailbox.PATIENCE)).isEqualTo(left("a"));
		assertThat(this.queue.take(Mailbox.PATIENCE)).isNull();
		assertThat(this.queue.close()).isEqualTo(1);
	}

	@Test
	void messagesThatComeAfterTheEndAreCounted() {
		this.queue.close();
		this.queue.add(message(1));
		this.queue.add(left("no message"));
		this.queue.add(message(1));
		assertThat(this.queue.hasRoom()).isTrue();
		assertThat(this.queue.close()).isEqualTo(2);
		assertThat(this.queue.close()).isZero();
	}

	@Test
	void anInterruptLosesNothing() throws InterruptedException {
		this.queue.add(left("a"));
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> this.queue.take(Mailbox.PATIENCE));
		assertThat(this.queue.take(Duration.ZERO)).isEqualTo(left("a"));
	}

	private FutureTask<Void> awaitRoom() {
		FutureTask<Void> waiting = new FutureTask<>(() -> {
			this.queue.awaitRoom(Mailbox.PATIENCE);
			return null;
		});
		startAndAwaitWaiting(waiting);
		return waiting;
	}

	private static void startAndAwaitWaiting(FutureTask<?> task) {
		Thread thread = new Thread(task, "queue");
		thread.setDaemon(true);
		thread.start();
		Awaitility.await()
			.until(thread::getState, (state) -> state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING);
	}

	private static SpreadEvent left(String group) {
		return new GroupLeft(group);
	}

	private static int length(SpreadEvent event) {
		return ((RegularMessage) event).body().length;
	}

	private static SpreadEvent message(int length) {
		return new RegularMessage(MemberId.of("bob", "d"), List.of("g"), ServiceType.AGREED, false, (short) 0,
				ByteOrder.nativeOrder(), new byte[length]);
	}

}
