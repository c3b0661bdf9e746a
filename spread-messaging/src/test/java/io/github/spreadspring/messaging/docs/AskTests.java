package io.github.spreadspring.messaging.docs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.messaging.Message;

import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.AnsweringMember;
import io.github.spreadspring.messaging.GroupReplies;
import io.github.spreadspring.messaging.Peer;
import io.github.spreadspring.messaging.SpreadNetwork;
import io.github.spreadspring.messaging.SpreadReceiver;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.protocol.MemberId;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples about requests and replies, asking everybody, and receiving once.
 */
class AskTests {

	@RegisterExtension
	final SpreadNetwork network = new SpreadNetwork();

	@Test
	void aRequestGetsTheReplyOfTheListener() throws Exception {
		SpreadTemplate template = this.network.startIn("prices", Prices.class).getBean(SpreadTemplate.class);
		Order order = new Order("pen", 2);
		Price price = template.convertSendAndReceive("prices", order, Price.class, Duration.ofSeconds(2));
		assertThat(price).isEqualTo(new Price(6));
		CompletableFuture<Price> future = template.to("prices").sendAndReceiveAsync(order, Price.class);
		assertThat(future.get(10, TimeUnit.SECONDS)).isEqualTo(new Price(6));
	}

	@Test
	void everybodyAnswers() {
		AnsweringMember bob = this.network.answering("bob", "team", (text) -> "7");
		AnsweringMember mute = this.network.answering("mute", "team", (text) -> null);
		AnnotationConfigApplicationContext context = this.network.startIn("team", Team.class);
		SpreadTemplate template = context.getBean(SpreadTemplate.class);
		GroupReplies<Integer> loads = template.sendAndReceiveAll("team", "load?", Integer.class, Duration.ofSeconds(1));
		Map<MemberId, Integer> answers = loads.answers(); // who answered what
		List<MemberId> silent = loads.silent(); // who is there and did not answer in time
		List<MemberId> left = loads.left(); // who went away before it answered
		CompletableFuture<GroupReplies<Integer>> later = template.to("team")
			.sendAndReceiveAllAsync("load?", Integer.class);
		MemberId ourselves = context.getBean(SpreadSession.class).privateGroup();
		assertThat(answers).containsOnly(Map.entry(bob.id(), 7), Map.entry(ourselves, 42));
		assertThat(silent).containsExactly(mute.id());
		assertThat(left).isEmpty();
		mute.close();
		assertThat(later.orTimeout(10, TimeUnit.SECONDS).join().answers()).isEqualTo(answers);
	}

	@Test
	void oneMessageIsReceived() throws Exception {
		SpreadTemplate template = this.network.start().getBean(SpreadTemplate.class);
		CompletableFuture<Void> sending = sendAtEachJoin(2);
		Message<?> message = template.receive("news", Duration.ofSeconds(5));
		String text = template.receiveAndConvert("news", String.class, Duration.ofSeconds(5));
		assertThat(message).isNotNull();
		assertThat(text).isEqualTo("news 1");
		sending.get(10, TimeUnit.SECONDS);
	}

	@Test
	void aReceiverMissesNothingBetweenCalls() throws Exception {
		Peer peer = this.network.peer("peer").join("news");
		SpreadTemplate template = this.network.start().getBean(SpreadTemplate.class);
		CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
			peer.membership();
			peer.send("news", "first");
			peer.send("news", "second");
		});
		List<String> read = new ArrayList<>();
		try (SpreadReceiver news = template.receiver("news")) {
			String text = news.receiveAndConvert(String.class, Duration.ofSeconds(2));
			while (text != null) {
				read.add(text);
				text = news.receiveAndConvert(String.class, Duration.ofSeconds(2));
			}
		}
		assertThat(read).containsExactly("first", "second");
		sending.get(10, TimeUnit.SECONDS);
	}

	private CompletableFuture<Void> sendAtEachJoin(int times) {
		Peer peer = this.network.peer("peer").join("news");
		return CompletableFuture.runAsync(() -> {
			for (int i = 0; i < times; i++) {
				peer.membership();
				peer.send("news", "news " + i);
				peer.membership();
			}
		});
	}

	record Price(int euros) {

	}

	static class Prices {

		@SpreadListener("prices")
		Price on(Order order) {
			return new Price(3 * order.count());
		}

	}

	static class Team {

		@SpreadListener("team")
		int on(String question) {
			return 42;
		}

	}

}
