package io.github.spreadspring.messaging.listener;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.core.retry.RetryPolicy;

import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.messaging.Peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for a {@link SpreadListenerContainer} with a {@link SpreadBatchListener}.
 */
class ListenerBatchTests {

	@RegisterExtension
	final Listening listening = new Listening();

	@Test
	void whatWaitsComesTogetherAndEventsComeAloneAtTheirPlace() {
		SpreadListenerContainer container = paused(new Batches());
		Peer peer = this.listening.peer("peer");
		send(peer, 1, 3);
		this.listening.peer("guest").join("a");
		send(peer, 4, 5);
		await().until(() -> container.getQueueSize() == 6);
		container.resume();
		List<Object> calls = new ArrayList<>();
		while (calls.stream().mapToInt((call) -> (call instanceof List<?> list) ? list.size() : 1).sum() < 6) {
			calls.add(this.listening.received().next());
		}
		// the first may have been taken before the others came
		assertThat(calls).filteredOn(MemberJoined.class::isInstance).hasSize(1);
		assertThat(texts(calls.subList(0, event(calls)))).containsExactly("1", "2", "3");
		assertThat(calls.subList(0, event(calls))).hasSizeLessThanOrEqualTo(2);
		assertThat(calls.subList(event(calls) + 1, calls.size())).containsExactly(List.of("4", "5"));
	}

	private static int event(List<Object> calls) {
		return IntStream.range(0, calls.size())
			.filter((index) -> calls.get(index) instanceof MemberJoined)
			.findFirst()
			.orElseThrow();
	}

	@Test
	void aBatchHasABound() {
		this.listening.properties().setBatchSize(10);
		SpreadListenerContainer container = paused(new Batches());
		send(this.listening.peer("peer"), 1, 100);
		await().until(() -> container.getQueueSize() == 100);
		container.resume();
		List<Object> calls = new ArrayList<>();
		while (texts(calls).size() < 100) {
			calls.add(this.listening.received().next());
		}
		assertThat(calls).allSatisfy((call) -> assertThat((List<?>) call).hasSizeBetween(1, 10));
		assertThat(calls).hasSizeLessThanOrEqualTo(11);
		assertThat(texts(calls)).isEqualTo(IntStream.rangeClosed(1, 100).mapToObj(String::valueOf).toList());
	}

	@Test
	void ourOwnMessagesAreTakenOut() {
		this.listening.properties().setSelfDiscard(true);
		SpreadListenerContainer container = paused(new Batches());
		Peer peer = this.listening.peer("peer");
		this.listening.session().multicast(OutboundMessage.of("a", "own".getBytes()));
		send(peer, 1, 1);
		this.listening.session().multicast(OutboundMessage.of("a", "own".getBytes()));
		send(peer, 2, 2);
		await().until(() -> container.getQueueSize() >= 1);
		container.resume();
		List<Object> calls = new ArrayList<>();
		while (texts(calls).size() < 2) {
			calls.add(this.listening.received().next());
		}
		assertThat(texts(calls)).containsExactly("1", "2");
	}

	@Test
	void aBatchThatFailsIsTriedAgainWholeAndReportedWithAllItsMessages() {
		this.listening.properties().setRetryPolicy(RetryPolicy.builder().maxRetries(2).delay(Duration.ZERO).build());
		SpreadListenerContainer container = paused(new Batches() {

			@Override
			public void onMessages(List<RegularMessage> messages, BiConsumer<RegularMessage, Throwable> failed) {
				super.onMessages(messages, failed);
				throw new IllegalStateException("of a test");
			}

		});
		sendHeld(container, 3);
		List<Object> calls = new ArrayList<>();
		while (texts(calls).size() < 9) {
			calls.add(this.listening.received().next());
		}
		await().until(() -> failedEvents().size() == 3);
		assertThat(texts(calls).stream().filter("2"::equals)).hasSize(3);
		assertThat(failedEvents()).containsExactly("1", "2", "3");
		assertThat(this.listening.errors().failures()).allSatisfy((failure) -> {
			assertThat(failure.getCause()).isExactlyInstanceOf(IllegalStateException.class);
			ListenerFailedException failed = (ListenerFailedException) failure;
			assertThat(failed.event()).isSameAs(failed.events().get(0));
		});
		// the first message may be alone, if it was taken before the others came
		assertThat(this.listening.errors().failures()).anySatisfy(
				(failure) -> assertThat(failure).hasMessageContaining("Listener 'my-listener' failed on a batch of "));
	}

	@Test
	void singleFailuresAreReportedOnceAndNotWithTheirBatch() {
		this.listening.properties().setRetryPolicy(RetryPolicy.builder().maxRetries(2).delay(Duration.ZERO).build());
		SpreadListenerContainer container = paused(new Batches() {

			@Override
			public void onMessages(List<RegularMessage> messages, BiConsumer<RegularMessage, Throwable> failed) {
				messages.stream()
					.filter((message) -> Listening.text(message).equals("2"))
					.forEach((message) -> failed.accept(message, new IllegalArgumentException("unreadable")));
				throw new IllegalStateException("of a test");
			}

		});
		sendHeld(container, 4);
		await().until(() -> failedEvents().size() == 4);
		assertThat(failedEvents()).containsExactlyInAnyOrder("1", "2", "3", "4");
		assertThat(this.listening.errors().failures())
			.filteredOn((failure) -> failure.getCause() instanceof IllegalArgumentException)
			.singleElement()
			.satisfies((failure) -> assertThat(((ListenerFailedException) failure).events()).hasSize(1));
	}

	@Test
	void withSeveralThreadsEachSendersMessagesStayInOrder() {
		this.listening.properties().setConcurrency(3);
		Map<String, List<String>> bySender = new ConcurrentHashMap<>();
		AtomicInteger largest = new AtomicInteger();
		SpreadListenerContainer container = paused(new SpreadBatchListener() {

			@Override
			public void onMessages(List<RegularMessage> messages, BiConsumer<RegularMessage, Throwable> failed) {
				messages.forEach((message) -> bySender
					.computeIfAbsent(message.sender().toString(), (sender) -> new ArrayList<>())
					.add(Listening.text(message)));
				largest.accumulateAndGet(messages.size(), Math::max);
			}

			@Override
			public void onEvent(SpreadEvent event) {
			}

		});
		for (int i = 0; i < 4; i++) {
			send(this.listening.peer("peer" + i), 1, 100);
		}
		await().until(() -> container.getQueueSize() == 400);
		container.resume();
		await().until(() -> bySender.values().stream().mapToInt(List::size).sum() == 400);
		List<String> expected = IntStream.rangeClosed(1, 100).mapToObj(String::valueOf).toList();
		assertThat(bySender).hasSize(4).allSatisfy((sender, texts) -> assertThat(texts).isEqualTo(expected));
		assertThat(largest.get()).isGreaterThan(1);
	}

	/**
	 * Start a container that has got its first events and nothing else.
	 * @param listener the listener
	 * @return the container, paused
	 */
	private SpreadListenerContainer paused(SpreadBatchListener listener) {
		SpreadListenerContainer container = this.listening.start(listener, "a");
		await().until(() -> container.getQueueSize() == 0);
		container.pause();
		return container;
	}

	private void sendHeld(SpreadListenerContainer container, int count) {
		send(this.listening.peer("peer"), 1, count);
		await().until(() -> container.getQueueSize() == count);
		container.resume();
	}

	private static void send(Peer peer, int from, int to) {
		IntStream.rangeClosed(from, to).forEach((number) -> peer.send("a", String.valueOf(number)));
	}

	private List<String> failedEvents() {
		return this.listening.errors()
			.failures()
			.stream()
			.flatMap((failure) -> ((ListenerFailedException) failure).events().stream())
			.map(Listening::text)
			.toList();
	}

	private static List<Object> texts(List<Object> calls) {
		return calls.stream()
			.filter(List.class::isInstance)
			.<Object>flatMap((call) -> ((List<?>) call).stream())
			.toList();
	}

	/**
	 * Keeps batches as lists of texts, and events of members.
	 */
	private class Batches implements SpreadBatchListener {

		@Override
		public void onMessages(List<RegularMessage> messages, BiConsumer<RegularMessage, Throwable> failed) {
			ListenerBatchTests.this.listening.received().add(messages.stream().map(Listening::text).toList());
		}

		@Override
		public void onEvent(SpreadEvent event) {
			if (event instanceof MemberJoined) {
				ListenerBatchTests.this.listening.received().add(event);
			}
		}

	}

}
