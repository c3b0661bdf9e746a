package io.github.spreadspring.messaging.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import io.github.spreadspring.messaging.Peer;
import io.github.spreadspring.messaging.SpreadNetwork;
import io.github.spreadspring.messaging.SpreadOperations;
import io.github.spreadspring.messaging.annotation.SpreadListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Requests that a listener makes while it handles a message.
 */
class SpreadListenerRequestTests {

	@RegisterExtension
	final SpreadNetwork network = new SpreadNetwork();

	@Test
	void aRequestMadeInsideAListenerWhoseQueueIsFullGetsItsAnswer() {
		this.network.answering("bob", "calc", (text) -> text + "!");
		AnnotationConfigApplicationContext context = this.network.startIn("orders", Asking.class);
		Peer peer = this.network.peer("peer");
		List<String> answers = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			peer.send("orders", "order " + i);
			answers.add("order " + i + "!");
		}
		Asking asking = context.getBean(Asking.class);
		await().until(() -> asking.answers.size() == 200);
		assertThat(asking.answers).isEqualTo(answers);
	}

	static class Asking {

		private final List<String> answers = new CopyOnWriteArrayList<>();

		private final SpreadOperations spread;

		Asking(SpreadOperations spread) {
			this.spread = spread;
		}

		@SpreadListener(groups = "orders", queueCapacity = "2")
		void on(String order) {
			this.answers.add(String
				.valueOf(this.spread.convertSendAndReceive("calc", order, String.class, Duration.ofSeconds(10))));
		}

	}

}
