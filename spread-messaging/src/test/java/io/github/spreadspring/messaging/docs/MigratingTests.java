package io.github.spreadspring.messaging.docs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.converter.MessageConverter;

import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.messaging.Peer;
import io.github.spreadspring.messaging.Received;
import io.github.spreadspring.messaging.SpreadNetwork;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.messaging.docs.StockTable.Level;
import io.github.spreadspring.messaging.docs.StockTable.Question;
import io.github.spreadspring.messaging.support.HeaderMode;
import io.github.spreadspring.protocol.MemberId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The examples about moving from hand-written clients.
 */
class MigratingTests {

	@RegisterExtension
	final SpreadNetwork network = new SpreadNetwork();

	@Test
	void whoIsAloneKnowsAllAndAnswers() {
		SpreadTemplate template = this.network.startIn("stock", StockTable.class).getBean(SpreadTemplate.class);
		template.to("stock").type(1).send(new Level("pen", 12));
		Level level = template.to("stock")
			.type(2)
			.replyTimeout(Duration.ofSeconds(2))
			.sendAndReceive(new Question("pen"), Level.class);
		assertThat(level).isEqualTo(new Level("pen", 12));
	}

	@Test
	void aNewcomerGetsTheTableAtItsPlace() {
		SpreadTemplate template = this.network.startIn("stock", StockTable.class).getBean(SpreadTemplate.class);
		template.to("stock").type(1).send(new Level("pen", 12));
		Peer newcomer = this.network.peer("newcomer").join("stock");
		assertThat(newcomer.text()).isEqualTo("{\"levels\":{\"pen\":12}}");
	}

	@Test
	void whoeverComesLaterIsCompleteWhenItHasTheTable() {
		Peer elder = this.network.peer("zoe").join("stock");
		SpreadTemplate template = this.network.startIn("stock", StockTable.class).getBean(SpreadTemplate.class);
		elder.membership();
		template.to("stock").type(1).selfDiscard().send(new Level("ink", 1));
		assertThat(ask(template, "pen")).isNull();
		elder.send(OutboundMessage.of("#app#localhost", bytes("{\"levels\":{\"pen\":12}}")).type(3));
		await().until(() -> new Level("pen", 12).equals(ask(template, "pen")));
	}

	@Test
	void theOldProgramsAreHeardUntilTheyAreGone() throws IOException {
		Received received = this.network.startIn("old-stock", OldStock.class, Converters.class).getBean(Received.class);
		Peer old = this.network.peer("old");
		old.send(OutboundMessage.of("old-stock", serialized(new Date())));
		old.send(OutboundMessage.of("old-stock", serialized(new OldStockLevel("pen", 12))));
		assertThat(received.call()).containsExactly("pen", 12);
	}

	@Test
	void whatTheOldProgramsAreSentIsThePayloadAlone() {
		SpreadTemplate template = this.network.start().getBean(SpreadTemplate.class);
		Peer old = this.network.peer("old").join("stock");
		template.to("stock").headers(HeaderMode.NEVER).type(1).send(new Level("pen", 12));
		assertThat(old.message()).satisfies((message) -> {
			assertThat(message.messageType()).isEqualTo((short) 1);
			assertThat(message.body()).isEqualTo(bytes("{\"item\":\"pen\",\"count\":12}"));
		});
	}

	@Test
	void membersTellWhichInstanceTheyAre() {
		Instances instances = this.network.startIn("orders", Instances.class).getBean(Instances.class);
		await().until(() -> instances.instance(MemberId.of("#app#localhost")) != null);
		Peer peer = this.network.peer("peer").join("orders");
		assertThat(peer.text()).startsWith("instance: " + instances.instance(MemberId.of("#app#localhost")));
	}

	private static Level ask(SpreadTemplate template, String item) {
		return template.to("stock")
			.type(2)
			.replyTimeout(Duration.ofMillis(200))
			.sendAndReceive(new Question(item), Level.class);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static byte[] serialized(Object object) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
			out.writeObject(object);
		}
		return bytes.toByteArray();
	}

	static class OldStock extends Recorder {

		@SpreadListener(groups = "old-stock", messageConverter = "oldPrograms")
		void on(OldStockLevel level) {
			show(level.item(), level.count());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Converters {

		@Bean(defaultCandidate = false)
		MessageConverter oldPrograms() {
			return new SerializedLevelConverter();
		}

	}

}
