package io.github.spreadspring.messaging.support;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.util.MimeTypeUtils;
import tools.jackson.databind.json.JsonMapper;

import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.ServiceType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SpreadMessageMapper}.
 */
class SpreadMessageMapperTests {

	private static final MemberId SENDER = MemberId.of("#peer#host");

	private final SpreadMessageMapper mapper = new SpreadMessageMapper(
			SpreadMessageConverters.json(JsonMapper.builder().build()));

	@Test
	void withoutHeadersTheBodyIsBare() {
		OutboundMessage sent = toSpread("text", Map.of());
		assertThat(sent.body()).asString(StandardCharsets.UTF_8).isEqualTo("text");
		assertThat(sent.messageType()).isZero();
		assertThat(sent.serviceType()).isEqualTo(ServiceType.AGREED);
		assertThat(sent.selfDiscard()).isFalse();
		assertThat(sent.groups()).containsExactly("group");
	}

	@Test
	void aContentTypeAloneCausesNoBlock() {
		OutboundMessage sent = toSpread("text", Map.of(MessageHeaders.CONTENT_TYPE, MimeTypeUtils.TEXT_HTML));
		assertThat(sent.body()).asString(StandardCharsets.UTF_8).isEqualTo("text");
		assertThat(toSpread("text", Map.of("content-type", "text/html")).body()).hasSize(4);
	}

	@Test
	void withHeadersTheBodyBeginsWithABlockAndTheTypeSaysSo() {
		OutboundMessage sent = toSpread("text", Map.of("k", "v"));
		assertThat(sent.body()).asString(StandardCharsets.UTF_8).isEqualTo("k: v\n\ntext");
		assertThat(sent.messageType()).isEqualTo((short) 18498);
	}

	@Test
	void theMessageTypeTravelsAsHeaderAndIsRestored() {
		OutboundMessage sent = toSpread("text", Map.of("k", "v", SpreadHeaders.MESSAGE_TYPE, -7));
		assertThat(sent.messageType()).isEqualTo((short) HeaderSettings.DEFAULT_MARKER_TYPE);
		assertThat(sent.body()).asString(StandardCharsets.UTF_8).contains("spread-type: -7\n");
		Message<byte[]> received = this.mapper.fromSpread(received(sent));
		assertThat(received.getHeaders()).containsEntry(SpreadHeaders.MESSAGE_TYPE, -7)
			.containsEntry("k", "v")
			.doesNotContainKey("spread-type");
		assertThat(received.getPayload()).asString(StandardCharsets.UTF_8).isEqualTo("text");
	}

	@Test
	void aBodyOfTheMarkersOwnTypeComesBackAsItWas() {
		String text = "not: a header\n\nbut text";
		OutboundMessage sent = toSpread(text, Map.of(SpreadHeaders.MESSAGE_TYPE, HeaderSettings.DEFAULT_MARKER_TYPE));
		Message<byte[]> received = this.mapper.fromSpread(received(sent));
		assertThat(received.getPayload()).asString(StandardCharsets.UTF_8).isEqualTo(text);
		assertThat(received.getHeaders()).containsEntry(SpreadHeaders.MESSAGE_TYPE, 18498);
	}

	@Test
	void theContentTypeTravelsAlong() {
		OutboundMessage sent = toSpread("<p>", Map.of("k", "v", MessageHeaders.CONTENT_TYPE, MimeTypeUtils.TEXT_HTML));
		assertThat(sent.body()).asString(StandardCharsets.UTF_8).contains("content-type: text/html\n");
		assertThat(this.mapper.fromSpread(received(sent)).getHeaders()).containsEntry(MessageHeaders.CONTENT_TYPE,
				MimeTypeUtils.TEXT_HTML);
	}

	@Test
	void headersOfSimpleTypesTravelAsText() {
		UUID uuid = UUID.randomUUID();
		OutboundMessage sent = toSpread("", Map.of("number", 5, "flag", true, "enum", ServiceType.SAFE, "uuid", uuid,
				"time", Instant.EPOCH, "char", 'c', "mime", MimeTypeUtils.TEXT_PLAIN));
		assertThat(this.mapper.fromSpread(received(sent)).getHeaders()).containsEntry("number", "5")
			.containsEntry("flag", "true")
			.containsEntry("enum", "SAFE")
			.containsEntry("uuid", uuid.toString())
			.containsEntry("time", "1970-01-01T00:00:00Z")
			.containsEntry("char", "c")
			.containsEntry("mime", "text/plain");
	}

	@Test
	void aMessageThatIsPassedOnKeepsItsHeadersAndType() {
		Message<byte[]> first = this.mapper
			.fromSpread(received(toSpread("text", Map.of("k", "v", SpreadHeaders.MESSAGE_TYPE, 5))));
		OutboundMessage second = this.mapper.toSpread(List.of("other"), first);
		assertThat(second.body()).asString(StandardCharsets.UTF_8).isEqualTo("k: v\nspread-type: 5\n\ntext");
	}

	@Test
	void tellsWhatIsKnownOfAReceivedMessage() {
		RegularMessage received = new RegularMessage(SENDER, List.of("a", "b"), ServiceType.SAFE, true, (short) 3,
				ByteOrder.nativeOrder(), new byte[] { 1 });
		assertThat(this.mapper.fromSpread(received).getHeaders()).containsEntry(SpreadHeaders.SENDER, SENDER)
			.containsEntry(SpreadHeaders.GROUPS, List.of("a", "b"))
			.containsEntry(SpreadHeaders.SERVICE_TYPE, ServiceType.SAFE)
			.containsEntry(SpreadHeaders.MESSAGE_TYPE, 3)
			.containsEntry(SpreadHeaders.SELF_DISCARD, true)
			.containsEntry(SpreadHeaders.EVENT, received);
	}

	@Test
	void aMarkedBodyThatDoesNotParseIsDeliveredWhole() {
		Message<byte[]> received = this.mapper.fromSpread(marked("no header here"));
		assertThat(received.getPayload()).asString(StandardCharsets.UTF_8).isEqualTo("no header here");
		assertThat(received.getHeaders()).containsEntry(SpreadHeaders.MESSAGE_TYPE, 18498);
	}

	@Test
	void anUnmarkedBodyIsNeverTakenForABlock() {
		RegularMessage plain = received(OutboundMessage.of("g", "a: 1\n\nbody".getBytes(StandardCharsets.UTF_8)));
		assertThat(this.mapper.fromSpread(plain).getPayload()).hasSize(10);
	}

	@Test
	void headersFromTheWireNeverMeanAnythingToSpring() {
		Message<byte[]> received = this.mapper.fromSpread(marked("""
				id: 1
				timestamp: x
				contentType: nonsense;;;
				replyChannel: someBean
				errorChannel: someBean
				spread_sender: #me#host
				spread_other: x
				content-type: also nonsense
				spread-type: 99999
				k: v

				body"""));
		assertThat(received.getHeaders().getId()).isNotNull();
		assertThat(received.getHeaders()).containsEntry("k", "v")
			.containsEntry(SpreadHeaders.SENDER, SENDER)
			.containsEntry(SpreadHeaders.MESSAGE_TYPE, 0)
			.doesNotContainKeys("spread_other", "content-type", MessageHeaders.CONTENT_TYPE,
					MessageHeaders.REPLY_CHANNEL, MessageHeaders.ERROR_CHANNEL);
	}

	@ParameterizedTest
	@ValueSource(strings = { "agreed", "AGREED", "Agreed" })
	void takesTheServiceTypeByName(String name) {
		assertThat(toSpread("", Map.of(SpreadHeaders.SERVICE_TYPE, name)).serviceType()).isEqualTo(ServiceType.AGREED);
	}

	@Test
	void refusesAnUnknownServiceType() {
		assertRefused("", Map.of(SpreadHeaders.SERVICE_TYPE, "BEST"), "Service type \"BEST\"", "SAFE");
	}

	@ParameterizedTest
	@ValueSource(ints = { 32_768, -32_769 })
	void refusesAMessageTypeThatDoesNotFit(int type) {
		assertRefused("", Map.of(SpreadHeaders.MESSAGE_TYPE, type), Integer.toString(type), "-32768 to 32767");
	}

	@Test
	void refusesAMessageTypeThatIsNoNumber() {
		assertRefused("", Map.of(SpreadHeaders.MESSAGE_TYPE, "seven"), "seven", "16-bit number");
	}

	@Test
	void refusesSelfDiscardThatIsNoBoolean() {
		assertRefused("", Map.of(SpreadHeaders.SELF_DISCARD, "maybe"), "maybe", "true or false");
	}

	@Test
	void refusesHeadersThatHaveNoText() {
		assertRefused("", Map.of("object", new Object()), "\"object\"", "java.lang.Object");
	}

	@Test
	void refusesHeadersThatPeersCannotRead() {
		assertRefused("", Map.of("a b", "1"), "\"a b\"", "no blanks");
		assertRefused("", Map.of("a", "1\n2"), "\"a\"", "one line");
	}

	@Test
	void refusesTheHeaderThatCarriesTheType() {
		assertRefused("", Map.of("spread-type", 7), "\"spread-type\"", SpreadHeaders.MESSAGE_TYPE);
	}

	@Test
	void refusesAPayloadThatNoConverterWrites() {
		SpreadMessageMapper plain = new SpreadMessageMapper(SpreadMessageConverters.plain());
		assertThatExceptionOfType(MessageConversionException.class)
			.isThrownBy(() -> plain.toSpread(List.of("g"), new GenericMessage<>(42)))
			.withMessageContaining("java.lang.Integer")
			.withMessageContaining("String, byte[]");
	}

	private OutboundMessage toSpread(Object payload, Map<String, Object> headers) {
		return this.mapper.toSpread(List.of("group"), new GenericMessage<>(payload, headers));
	}

	private void assertRefused(Object payload, Map<String, Object> headers, String... texts) {
		assertThatExceptionOfType(MessageConversionException.class).isThrownBy(() -> toSpread(payload, headers))
			.satisfies((failure) -> assertThat(failure.getMessage()).contains(texts));
	}

	private static RegularMessage marked(String text) {
		return received(OutboundMessage.of("group", text.getBytes(StandardCharsets.UTF_8))
			.type(HeaderSettings.DEFAULT_MARKER_TYPE));
	}

	private static RegularMessage received(OutboundMessage sent) {
		return new RegularMessage(SENDER, sent.groups(), sent.serviceType(), sent.selfDiscard(), sent.messageType(),
				ByteOrder.nativeOrder(), sent.body());
	}

}
