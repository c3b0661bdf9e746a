package io.github.spreadspring.messaging;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.messaging.support.MessageBuilder;
import tools.jackson.databind.json.JsonMapper;

import io.github.spreadspring.client.ConnectionClosedException;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.client.session.SpreadStream;
import io.github.spreadspring.messaging.support.SpreadHeaders;
import io.github.spreadspring.messaging.support.SpreadMessageConverters;
import io.github.spreadspring.protocol.IllegalDestinationsException;
import io.github.spreadspring.protocol.IllegalNameException;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.MessageTooLongException;
import io.github.spreadspring.protocol.ServiceType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link SpreadTemplate}: what others receive.
 */
class SpreadTemplateTests {

	@RegisterExtension
	final SpreadNetwork network = new SpreadNetwork();

	private SpreadSession session;

	private SpreadTemplate template;

	private Peer peer;

	@BeforeEach
	void connect() {
		this.session = this.network.session();
		this.template = new SpreadTemplate(this.session, SpreadMessageConverters.json(JsonMapper.builder().build()));
		this.peer = this.network.peer("peer").join("orders");
	}

	@Test
	void textGoesOutAsItsBareBytes() {
		this.template.convertAndSend("orders", "Grüße");
		RegularMessage message = this.peer.message();
		assertThat(message.body()).isEqualTo("Grüße".getBytes(StandardCharsets.UTF_8));
		assertThat(message.messageType()).isZero();
		assertThat(message.serviceType()).isEqualTo(ServiceType.AGREED);
		assertThat(message.selfDiscard()).isFalse();
		assertThat(message.sender()).isEqualTo(this.session.privateGroup());
		assertThat(message.groups()).containsExactly("orders");
	}

	@Test
	void bytesGoOutAsTheyAre() {
		byte[] bytes = { 0, 1, -1, '\n' };
		this.template.convertAndSend("orders", bytes);
		assertThat(this.peer.message().body()).isEqualTo(bytes);
	}

	@Test
	void otherPayloadsGoOutAsJson() {
		this.template.convertAndSend("orders", new Order("pen", 3));
		this.template.to("orders").send(List.of(new Order("ink", 1)));
		assertThat(this.peer.text()).isEqualTo("{\"item\":\"pen\",\"count\":3}");
		assertThat(this.peer.text()).isEqualTo("[{\"item\":\"ink\",\"count\":1}]");
	}

	@Test
	void anEmptyPayloadIsAMessage() {
		this.template.convertAndSend("orders", "");
		assertThat(this.peer.message().body()).isEmpty();
	}

	@Test
	void allOptionsOfAMessageReachTheReceiver() {
		this.template.to("orders").service(ServiceType.SAFE).type(-7).selfDiscard().send("text");
		RegularMessage message = this.peer.message();
		assertThat(message.serviceType()).isEqualTo(ServiceType.SAFE);
		assertThat(message.messageType()).isEqualTo((short) -7);
		assertThat(message.selfDiscard()).isTrue();
	}

	@Test
	void optionsCanBeGivenAsHeadersToo() {
		this.template.convertAndSend("orders", "text", Map.of(SpreadHeaders.SERVICE_TYPE, "fifo",
				SpreadHeaders.MESSAGE_TYPE, 7, SpreadHeaders.SELF_DISCARD, true));
		RegularMessage message = this.peer.message();
		assertThat(message.body()).asString(StandardCharsets.UTF_8).isEqualTo("text");
		assertThat(message.serviceType()).isEqualTo(ServiceType.FIFO);
		assertThat(message.messageType()).isEqualTo((short) 7);
		assertThat(message.selfDiscard()).isTrue();
	}

	@Test
	void headersTravelInABlockWhoseMessageTypeSaysSo() {
		this.template.to("orders").type(7).header("k", "v").send(new Order("pen", 3));
		RegularMessage message = this.peer.message();
		assertThat(message.messageType()).isEqualTo((short) 18498);
		assertThat(message.body()).asString(StandardCharsets.UTF_8)
			.contains("k: v\n", "spread-type: 7\n", "content-type: application/json\n")
			.endsWith("\n\n{\"item\":\"pen\",\"count\":3}");
	}

	@Test
	void fluentAndConvertAndSendWriteTheSame() {
		this.template.to("orders").header("k", "v").send("text");
		this.template.convertAndSend("orders", "text", Map.of("k", "v"));
		assertThat(this.peer.text()).isEqualTo(this.peer.text());
	}

	@Test
	void aPostProcessorCanChangeTheMessage() {
		this.template.convertAndSend("orders", "text",
				(message) -> MessageBuilder.fromMessage(message)
					.setHeader(SpreadHeaders.MESSAGE_TYPE, 9)
					.setHeader("k", "v")
					.build());
		assertThat(this.peer.text()).contains("spread-type: 9").contains("k: v").endsWith("\n\ntext");
	}

	@Test
	void aConversionHintIsNoHeaderToSend() {
		this.template.convertAndSend("orders", new Order("pen", 3),
				Map.of(SpreadTemplate.CONVERSION_HINT_HEADER, Order.class));
		// a class is a view of Jackson: nothing of the order belongs to it
		assertThat(this.peer.text()).isEqualTo("{}");
	}

	@Test
	void aMessageForSeveralGroupsOfAReceiverComesOnce() {
		this.peer.join("audit");
		this.template.to("orders", "audit", "nobody").send("first");
		this.template.to("orders").send("second");
		RegularMessage first = this.peer.message();
		assertThat(first.body()).asString(StandardCharsets.UTF_8).isEqualTo("first");
		assertThat(first.groups()).containsExactly("orders", "audit", "nobody");
		assertThat(this.peer.text()).isEqualTo("second");
	}

	@Test
	void oneMemberIsReachedByItsId() {
		this.template.convertAndSend(this.peer.id(), "by text");
		this.template.to(MemberId.of(this.peer.id())).send("by id");
		RegularMessage message = this.peer.message();
		assertThat(message.groups()).containsExactly("#peer#localhost");
		assertThat(message.body()).asString(StandardCharsets.UTF_8).isEqualTo("by text");
		assertThat(this.peer.text()).isEqualTo("by id");
	}

	@Test
	void aReadyMessageIsSentToTheDefaultDestination() {
		this.template.setDefaultDestination("orders");
		this.template.send(new GenericMessage<>("text"));
		this.template.convertAndSend("more");
		assertThat(this.peer.text()).isEqualTo("text");
		assertThat(this.peer.text()).isEqualTo("more");
	}

	@Test
	void withoutDefaultDestinationOneIsAskedFor() {
		assertThatIllegalStateException().isThrownBy(() -> this.template.convertAndSend("text"))
			.withMessageContaining("defaultDestination");
	}

	@Test
	void withSelfDiscardOurOwnListenersGetNothing() throws InterruptedException {
		try (SpreadStream stream = this.session.open()) {
			stream.join("orders").join();
			this.template.to("orders").selfDiscard().send("for others");
			this.template.to("orders").send("for all");
			assertThat(this.peer.text()).isEqualTo("for others");
			RegularMessage own = null;
			while (own == null) {
				if (stream.receive(Duration.ofSeconds(10)) instanceof RegularMessage message) {
					own = message;
				}
			}
			assertThat(own.body()).asString(StandardCharsets.UTF_8).isEqualTo("for all");
		}
	}

	@Test
	void headersOfAReceivedMessageCanBePassedOn() {
		Message<String> received = MessageBuilder.withPayload("text").setHeader("k", "v").build();
		this.template.to("orders").headers(received.getHeaders()).send("text");
		assertThat(this.peer.text()).contains("k: v\n").doesNotContain("timestamp");
	}

	@Test
	void refusesHeadersThatSpringWouldReplace() {
		SpreadSendSpec spec = this.template.to("orders");
		assertThatIllegalArgumentException().isThrownBy(() -> spec.header(MessageHeaders.ID, "7"))
			.withMessageContaining("\"id\"");
		assertThatIllegalArgumentException().isThrownBy(() -> spec.headers(Map.of(MessageHeaders.TIMESTAMP, 1)))
			.withMessageContaining("\"timestamp\"");
	}

	@Test
	void refusesAMessageTypeOfMoreThan16Bits() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.template.to("orders").type(40_000))
			.withMessageContaining("40000")
			.withMessageContaining("-32768 to 32767");
	}

	@Test
	void refusesAPayloadThatCannotBeConverted() {
		SpreadTemplate plain = new SpreadTemplate(this.session, SpreadMessageConverters.plain());
		assertThatExceptionOfType(MessageConversionException.class)
			.isThrownBy(() -> plain.convertAndSend("orders", new Order("pen", 3)))
			.withMessageContaining("Order");
		assertThatExceptionOfType(MessageConversionException.class)
			.isThrownBy(() -> plain.to("orders").send(new Order("pen", 3)))
			.withMessageContaining("Order");
	}

	@Test
	void refusesAPayloadThatIsTooLongAndStaysConnected() {
		this.template.convertAndSend("orders", new byte[143_119]);
		assertThat(this.peer.message().body()).hasSize(143_119);
		assertThatExceptionOfType(MessageTooLongException.class)
			.isThrownBy(() -> this.template.convertAndSend("orders", new byte[143_120]))
			.withMessageContaining("143120 bytes")
			.withMessageContaining("143119");
		this.template.convertAndSend("orders", "still there");
		assertThat(this.peer.text()).isEqualTo("still there");
	}

	@Test
	void refusesDestinationsThatAreNotAllowed() {
		assertThatExceptionOfType(IllegalNameException.class)
			.isThrownBy(() -> this.template.convertAndSend("my group", "text"))
			.withMessageContaining("my group");
		assertThatExceptionOfType(IllegalNameException.class)
			.isThrownBy(() -> this.template.convertAndSend("#worker", "text"))
			.withMessageContaining("#name#daemon");
		assertThatExceptionOfType(IllegalDestinationsException.class).isThrownBy(() -> this.template.to().send("text"));
		assertThatExceptionOfType(IllegalDestinationsException.class)
			.isThrownBy(() -> this.template.to(Collections.nCopies(44, "g").toArray(String[]::new)).send(""))
			.withMessageContaining("43");
	}

	@Test
	void saysThatThereIsNoConnection() {
		this.session.stop();
		assertThatExceptionOfType(ConnectionClosedException.class)
			.isThrownBy(() -> this.template.convertAndSend("orders", "text"))
			.withMessageContaining("Not connected")
			.withMessageContaining("DISCONNECTED");
	}

	record Order(String item, int count) {

	}

}
