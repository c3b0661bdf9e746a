package io.github.spreadspring.messaging;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.spreadspring.client.message.MemberDisconnected;
import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.listener.ContainerProperties;
import io.github.spreadspring.messaging.listener.SpreadListenerContainer;
import io.github.spreadspring.messaging.support.SpreadMessageConverters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Total order: what one listener sees, all see, at the same places.
 */
class SameOrderTests {

	private static final int SENDERS = 8;

	private static final int MESSAGES = 10_000;

	private static final int VISITS = 20;

	@RegisterExtension
	final SpreadNetwork network = new SpreadNetwork();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	@AfterEach
	void shutdown() {
		this.threads.shutdownNow();
	}

	@Test
	void eightSendersToThreeListenersInThreeSessionsAreSeenInOneOrderWithMembershipAtTheSamePlaces() throws Exception {
		List<List<String>> logs = List.of(listen("one"), listen("two"), listen("three"));
		List<Future<?>> tasks = new ArrayList<>();
		for (int sender = 0; sender < SENDERS; sender++) {
			SpreadTemplate template = new SpreadTemplate(this.network.session("sender" + sender),
					SpreadMessageConverters.plain());
			tasks.add(this.threads.submit(() -> {
				for (int i = 0; i < MESSAGES; i++) {
					template.convertAndSend("orders", Integer.toString(i));
				}
			}));
		}
		tasks.add(this.threads.submit(this::visit));
		for (Future<?> task : tasks) {
			task.get(60, TimeUnit.SECONDS);
		}
		await().atMost(60, TimeUnit.SECONDS)
			.until(() -> logs.stream().allMatch((log) -> log.size() == SENDERS * MESSAGES + 2 * VISITS));
		assertThat(logs.get(1)).isEqualTo(logs.get(0));
		assertThat(logs.get(2)).isEqualTo(logs.get(0));
		for (int sender = 0; sender < SENDERS; sender++) {
			String from = "#sender%d#localhost ".formatted(sender);
			assertThat(logs.get(0).stream().filter((entry) -> entry.startsWith(from)))
				.containsExactlyElementsOf(IntStream.range(0, MESSAGES).mapToObj((i) -> from + i).toList());
		}
	}

	private void visit() {
		for (int i = 0; i < VISITS; i++) {
			try (Peer guest = this.network.peer("guest" + i)) {
				guest.join("orders");
			}
		}
	}

	/**
	 * Write down all messages, and who comes and goes as a guest.
	 * @param name the private name of the session
	 * @return what was seen, in order
	 */
	private List<String> listen(String name) {
		List<String> log = Collections.synchronizedList(new ArrayList<>());
		SpreadSession session = this.network.session(name);
		SpreadListenerContainer container = new SpreadListenerContainer(name, session, List.of("orders"), (event) -> {
			if (event instanceof RegularMessage message) {
				log.add("%s %s".formatted(message.sender(), new String(message.body(), StandardCharsets.UTF_8)));
			}
			else if (event instanceof MemberJoined joined && joined.member().privateName().startsWith("guest")) {
				log.add("joined " + joined.member());
			}
			else if (event instanceof MemberDisconnected gone) {
				log.add("gone " + gone.member());
			}
		}, new ContainerProperties());
		container.start();
		this.network.awaitIn(session, "orders");
		return log;
	}

}
