package io.github.spreadspring.messaging.listener;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.message.RegularMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for listeners on virtual threads.
 */
@EnabledForJreRange(min = JRE.JAVA_21)
class ListenerVirtualThreadTests {

	private static final int MANY = 1000;

	@RegisterExtension
	final Listening listening = new Listening();

	@BeforeEach
	void virtual() {
		this.listening.properties().setVirtualThreads(true);
	}

	@Test
	void severalThreadsOfAListenerAreNumbered() {
		this.listening.properties().setConcurrency(4);
		Set<String> names = ConcurrentHashMap.newKeySet();
		this.listening.start((event) -> names.add(Thread.currentThread().getName()), "a");
		for (int i = 0; i < 5; i++) {
			this.listening.peer("peer" + i).send("a", "text");
		}
		await().until(() -> names.size() > 1);
		assertThat(names).allMatch((name) -> name.matches("my-listener-[1-5]"));
	}

	@Test
	void aThousandListenersCanWaitAtTheSameTime() {
		CountDownLatch joined = new CountDownLatch(MANY);
		CountDownLatch waiting = new CountDownLatch(MANY);
		List<SpreadListenerContainer> containers = IntStream.range(0, MANY)
			.mapToObj((number) -> this.listening.create("listener" + number, (event) -> {
				if (event instanceof GroupJoined) {
					joined.countDown();
				}
				else if (event instanceof RegularMessage) {
					waiting.countDown();
					waiting.await();
				}
			}, "a"))
			.toList();
		containers.forEach(SpreadListenerContainer::start);
		await().until(() -> joined.getCount() == 0);
		this.listening.peer("peer").send("a", "text");
		await().until(() -> waiting.getCount() == 0);
	}

}
