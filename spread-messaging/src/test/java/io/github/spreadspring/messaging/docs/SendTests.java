package io.github.spreadspring.messaging.docs;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.util.DigestUtils;

import io.github.spreadspring.client.message.ConnectionEstablished;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.session.SendResult;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.Peer;
import io.github.spreadspring.messaging.SpreadNetwork;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.messaging.support.HeaderMode;
import io.github.spreadspring.messaging.support.SpreadHeaders;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.ServiceType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples about sending.
 */
class SendTests {

	@RegisterExtension
	final SpreadNetwork network = new SpreadNetwork();

	private final Order order = new Order("pen", 2);

	@Test
	void aMessageGoesToAGroupOrToOneMember() {
		Peer peer = this.network.peer("worker").join("orders");
		SpreadTemplate template = this.network.start().getBean(SpreadTemplate.class);
		MemberId worker = MemberId.of(peer.id());
		Order order = this.order;
		template.convertAndSend("orders", order); // as JSON
		template.convertAndSend("#worker#localhost", "to one member");
		template.to(worker).send("to one member, by its MemberId");
		assertThat(peer.text()).isEqualTo("{\"item\":\"pen\",\"count\":2}");
		assertThat(peer.text()).isEqualTo("to one member");
		assertThat(peer.text()).isEqualTo("to one member, by its MemberId");
	}

	@Test
	void optionsAreSetForOneMessage() {
		Peer peer = this.network.peer("worker").join("audit");
		SpreadTemplate template = this.network.start().getBean(SpreadTemplate.class);
		Order order = this.order;
		template.to("orders", "audit").service(ServiceType.SAFE).type(7).selfDiscard().send(order);
		RegularMessage message = peer.message();
		assertThat(message.groups()).containsExactly("orders", "audit");
		assertThat(message.serviceType()).isEqualTo(ServiceType.SAFE);
		assertThat(message.messageType()).isEqualTo((short) 7);
		assertThat(message.selfDiscard()).isTrue();
	}

	@Test
	void optionsAreHeadersOfSpringMessages() {
		Peer peer = this.network.peer("worker").join("orders");
		SpreadTemplate template = this.network.start().getBean(SpreadTemplate.class);
		Message<String> message = MessageBuilder.withPayload("text")
			.setHeader(SpreadHeaders.SERVICE_TYPE, ServiceType.FIFO)
			.setHeader(SpreadHeaders.MESSAGE_TYPE, 7)
			.build();
		template.send("orders", message);
		assertThat(peer.message().serviceType()).isEqualTo(ServiceType.FIFO);
	}

	@Test
	void aMessageIsChangedOnceMoreWhenItIsBytes() {
		Peer peer = this.network.peer("worker").join("orders");
		SpreadTemplate template = this.network.start().getBean(SpreadTemplate.class);
		Order order = this.order;
		template.to("orders").postProcess((message) -> withDigest(message)).send(order);
		assertThat(peer.text()).contains("md5: ").endsWith("{\"item\":\"pen\",\"count\":2}");
	}

	private static Message<?> withDigest(Message<?> message) {
		String digest = DigestUtils.md5DigestAsHex((byte[]) message.getPayload());
		return MessageBuilder.fromMessage(message).setHeader("md5", digest).build();
	}

	@Test
	void aResultTellsWhoWasThere() throws Exception {
		AnnotationConfigApplicationContext context = this.network.startIn("orders", Announcing.class);
		SpreadTemplate template = context.getBean(SpreadTemplate.class);
		Order order = this.order;
		CompletableFuture<SendResult> sent = template.sendAsync("orders", order);
		SendResult result = sent.get(10, TimeUnit.SECONDS);
		List<MemberId> there = result.confirmed() ? result.views().get(0).members() : List.of();
		assertThat(there).containsExactly(context.getBean(SpreadSession.class).privateGroup());
	}

	@Test
	void whatIsToBeSentFirstIsSentWhenThereIsAConnection() {
		Peer peer = this.network.peer("peer").join("orders");
		this.network.start(Announcing.class);
		assertThat(peer.text()).isEqualTo("#app#localhost is here");
	}

	@Test
	void aSendMayWaitForTheConnection() {
		SpreadTemplate template = this.network.start().getBean(SpreadTemplate.class);
		template.getProperties().setSendTimeout(Duration.ofSeconds(20));
		this.network.restartDaemon();
		Peer peer = this.network.peer("peer").join("orders");
		template.convertAndSend("orders", "after the restart");
		assertThat(peer.text()).isEqualTo("after the restart");
	}

	@Test
	void headersTravelInFrontOfThePayload() {
		Peer peer = this.network.peer("peer").join("orders");
		SpreadTemplate template = this.network.start().getBean(SpreadTemplate.class);
		Order order = this.order;
		template.to("orders").header("customer", 4711).send(order);
		template.to("orders").headers(HeaderMode.ALWAYS).header("f_id", 7).send("for a program in PHP");
		RegularMessage marked = peer.message();
		assertThat(marked.messageType()).isEqualTo((short) 18498);
		assertThat(new String(marked.body(), StandardCharsets.UTF_8)).contains("customer: 4711\n")
			.endsWith("\n\n{\"item\":\"pen\",\"count\":2}");
		RegularMessage plain = peer.message();
		assertThat(plain.messageType()).isZero();
		assertThat(new String(plain.body(), StandardCharsets.UTF_8)).contains("f_id: 7\n")
			.endsWith("\n\nfor a program in PHP");
	}

	static class Announcing {

		private final SpreadTemplate template;

		Announcing(SpreadTemplate template) {
			this.template = template;
		}

		@SpreadListener("orders")
		void on(ConnectionEstablished event) {
			this.template.convertAndSend("orders", event.member() + " is here");
		}

	}

}
