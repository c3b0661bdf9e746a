package io.github.spreadspring.messaging.support;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.util.MimeTypeUtils;
import tools.jackson.databind.json.JsonMapper;

import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.protocol.MemberId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SpreadMessageMapper} with other settings than the default ones, and
 * for the headers that have a meaning on the wire.
 */
class HeaderModeTests {

	private static final MemberId SENDER = MemberId.of("#peer#host");

	private static final HeaderSettings DEFAULTS = HeaderSettings.defaults();

	private final SpreadMessageMapper auto = mapper(DEFAULTS);

	private final SpreadMessageMapper always = mapper(DEFAULTS.mode(HeaderMode.ALWAYS));

	private final SpreadMessageMapper never = mapper(DEFAULTS.mode(HeaderMode.NEVER));

	@Test
	void alwaysWritesTheBlockWithoutMarkerAndKeepsTheMessageType() {
		OutboundMessage sent = send(this.always, "text", Map.of("k", "v", SpreadHeaders.MESSAGE_TYPE, 7));
		assertThat(body(sent)).isEqualTo("k: v\n\ntext");
		assertThat(sent.messageType()).isEqualTo((short) 7);
		assertThat(send(this.always, "text", Map.of("k", "v")).messageType()).isZero();
	}

	@Test
	void alwaysWritesNoContentTypeThatSaysNothing() {
		Map<String, Object> bytes = Map.of("k", "v", MessageHeaders.CONTENT_TYPE,
				MimeTypeUtils.APPLICATION_OCTET_STREAM);
		assertThat(body(send(this.always, new byte[] { 'a' }, bytes))).isEqualTo("k: v\n\na");
		assertThat(body(send(this.auto, new byte[] { 'a' }, bytes)))
			.isEqualTo("k: v\ncontent-type: application/octet-stream\n\na");
		assertThat(body(
				send(this.always, "text", Map.of("k", "v", MessageHeaders.CONTENT_TYPE, MimeTypeUtils.TEXT_PLAIN))))
			.isEqualTo("k: v\ncontent-type: text/plain\n\ntext");
	}

	@Test
	void headersStandInTheOrderThatIsAskedForAndTheOthersBehind() {
		Map<String, Object> headers = Map.of("d", 4, "c", 3, "b", 2, "a", 1, SpreadHeaders.HEADER_ORDER,
				List.of("b", "d", "absent", "a"));
		assertThat(body(send(this.auto, "text", headers))).isEqualTo("b: 2\nd: 4\na: 1\nc: 3\n\ntext");
		assertRefused(this.auto, Map.of("a", 1, SpreadHeaders.HEADER_ORDER, "a"), SpreadHeaders.HEADER_ORDER,
				"a list of names");
	}

	@Test
	void alwaysWritesTheContentTypeWhenThereIsNothingElseToSay() {
		assertThat(body(send(this.always, "text", Map.of()))).isEqualTo("content-type: text/plain\n\ntext");
		assertThat(body(send(this.always, new byte[] { 'a' }, Map.of())))
			.isEqualTo("content-type: application/octet-stream\n\na");
		assertThat(body(send(this.always, Map.of("a", 1), Map.of())))
			.isEqualTo("content-type: application/json\n\n{\"a\":1}");
		assertThat(body(send(this.always, "<p>", Map.of(MessageHeaders.CONTENT_TYPE, MimeTypeUtils.TEXT_HTML))))
			.isEqualTo("content-type: text/html\n\n<p>");
	}

	@Test
	void alwaysReadsEveryMessageMarkedOrNot() {
		Message<byte[]> plain = this.always.fromSpread(received("k: v\n\ntext", 7));
		assertThat(plain.getPayload()).asString(StandardCharsets.UTF_8).isEqualTo("text");
		assertThat(plain.getHeaders()).containsEntry("k", "v").containsEntry(SpreadHeaders.MESSAGE_TYPE, 7);
		Message<byte[]> marked = this.always.fromSpread(received("k: v\nspread-type: 9\n\ntext", 18498));
		assertThat(marked.getPayload()).asString(StandardCharsets.UTF_8).isEqualTo("text");
		assertThat(marked.getHeaders()).containsEntry("k", "v").containsEntry(SpreadHeaders.MESSAGE_TYPE, 9);
	}

	@Test
	void theTypeHeaderOfAnUnmarkedMessageIsNotItsType() {
		assertThat(this.always.fromSpread(received("k: v\nspread-type: 9\n\n", 7)).getHeaders())
			.containsEntry(SpreadHeaders.MESSAGE_TYPE, 7)
			.doesNotContainKey("spread-type");
	}

	@ParameterizedTest
	@EnumSource(names = { "AUTO", "ALWAYS" })
	void aMessageOfTheMarkersOwnTypeSentWithAlwaysKeepsIt(HeaderMode receiver) {
		OutboundMessage sent = send(this.always, "text", Map.of("k", "v", SpreadHeaders.MESSAGE_TYPE, 18498));
		Message<byte[]> received = this.auto.fromSpread(received(sent), receiver);
		assertThat(received.getHeaders()).containsEntry(SpreadHeaders.MESSAGE_TYPE, 18498).containsEntry("k", "v");
		assertThat(received.getPayload()).asString(StandardCharsets.UTF_8).isEqualTo("text");
	}

	@Test
	void neverWritesAndReadsBareBodies() {
		OutboundMessage sent = send(this.never, "text",
				Map.of(MessageHeaders.CONTENT_TYPE, MimeTypeUtils.TEXT_HTML, SpreadHeaders.MESSAGE_TYPE, 18498));
		assertThat(body(sent)).isEqualTo("text");
		assertThat(sent.messageType()).isEqualTo((short) 18498);
		Message<byte[]> received = this.never.fromSpread(received("k: v\n\ntext", 18498));
		assertThat(received.getPayload()).asString(StandardCharsets.UTF_8).isEqualTo("k: v\n\ntext");
		assertThat(received.getHeaders()).containsEntry(SpreadHeaders.MESSAGE_TYPE, 18498).doesNotContainKey("k");
		assertThat(this.never.unreadableHeaderBlocks()).isZero();
	}

	@Test
	void neverRefusesHeadersAndSaysWhatToDo() {
		assertRefused(this.never, Map.of("customer", 1), "\"customer\"", "NEVER", "AUTO", SpreadHeaders.HEADER_MODE);
		assertRefused(this.never, Map.of(SpreadHeaders.REPLY_TO, SENDER), "\"reply-to\"", "NEVER");
		assertRefused(this.never, Map.of(SpreadHeaders.CORRELATION_ID, 1), "\"correlation-id\"", "NEVER");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ALWAYS", "always" })
	void aMessageChoosesTheModeByName(String mode) {
		OutboundMessage sent = send(this.auto, "text", Map.of("k", "v", SpreadHeaders.HEADER_MODE, mode));
		assertThat(sent.messageType()).isZero();
		assertThat(body(sent)).isEqualTo("k: v\n\ntext");
	}

	@Test
	void theModeOfAMessageCountsMoreThanTheSettings() {
		Map<String, Object> headers = Map.of("k", "v", SpreadHeaders.HEADER_MODE, HeaderMode.AUTO);
		assertThat(send(this.never, "text", headers).messageType()).isEqualTo((short) 18498);
		assertThat(send(this.always, "text", headers).messageType()).isEqualTo((short) 18498);
		assertRefused(this.auto, Map.of("k", "v", SpreadHeaders.HEADER_MODE, HeaderMode.NEVER), "\"k\"");
	}

	@Test
	void refusesAModeThatIsNotKnown() {
		assertRefused(this.auto, Map.of(SpreadHeaders.HEADER_MODE, "sometimes"), "Header mode \"sometimes\"",
				"AUTO, ALWAYS, NEVER");
	}

	@Test
	void anotherMarkerTypeMarksAndIsRead() {
		SpreadMessageMapper mapper = mapper(DEFAULTS.markerType(-5));
		OutboundMessage sent = send(mapper, "text", Map.of("k", "v"));
		assertThat(sent.messageType()).isEqualTo((short) -5);
		assertThat(mapper.fromSpread(received(sent)).getHeaders()).containsEntry("k", "v");
		assertThat(mapper.fromSpread(received("k: v\n\ntext", 18498)).getPayload()).hasSize(10);
	}

	@ParameterizedTest
	@ValueSource(strings = { "traceparent", "tracestate", "baggage", "b3", "X-B3-TraceId", "x-b3-spanid" })
	void traceHeadersTravelOnlyWhenTheSettingsSaySo(String name) {
		assertThat(body(send(this.auto, "text", Map.of(name, "1")))).isEqualTo("text");
		assertThat(body(send(this.auto, "text", Map.of(name, "1", "k", "v")))).isEqualTo("k: v\n\ntext");
		assertThat(body(send(this.never, "text", Map.of(name, "1")))).isEqualTo("text");
		assertThat(body(send(this.always, "text", Map.of(name, "1", "k", "v")))).isEqualTo("k: v\n\ntext");
		SpreadMessageMapper tracing = mapper(DEFAULTS.trace(true));
		OutboundMessage sent = send(tracing, "text", Map.of(name, "1"));
		assertThat(body(sent)).isEqualTo(name + ": 1\n\ntext");
		assertThat(this.auto.fromSpread(received(sent)).getHeaders()).containsEntry(name, "1");
		assertThat(body(send(mapper(DEFAULTS.trace(true).mode(HeaderMode.NEVER)), "text", Map.of(name, "1"))))
			.isEqualTo("text");
	}

	@ParameterizedTest
	@CsvSource({ SpreadHeaders.REPLY_TO + ",reply-to", SpreadHeaders.CORRELATION_ID + ",correlation-id" })
	void replyAddressAndCorrelationIdTravelUnderTheNamesThatPeersKnow(String name, String wireName) {
		OutboundMessage sent = send(this.auto, "text", Map.of(name, "x"));
		assertThat(body(sent)).isEqualTo(wireName + ": x\n\ntext");
		assertThat(send(this.auto, "text", Map.of(wireName, "x")).body()).isEqualTo(sent.body());
		assertThat(send(this.auto, "text", Map.of(wireName, "x", name, "x")).body()).isEqualTo(sent.body());
		assertThat(this.auto.fromSpread(received(sent)).getHeaders()).containsEntry(name, "x")
			.doesNotContainKey(wireName);
		assertRefused(this.auto, Map.of(name, "x", wireName, "y"), name, wireName, "\"x\"", "\"y\"");
	}

	@Test
	void theReplyAddressCanBeAMemberId() {
		assertThat(body(send(this.auto, "text", Map.of(SpreadHeaders.REPLY_TO, SENDER))))
			.isEqualTo("reply-to: #peer#host\n\ntext");
	}

	@Test
	void whatIsLocalNeverTravels() {
		Message<byte[]> received = this.auto.fromSpread(received("text", 3));
		OutboundMessage sent = this.auto.toSpread(List.of("g"),
				MessageBuilder.fromMessage(received)
					.setHeader(SpreadHeaders.HEADER_MODE, HeaderMode.ALWAYS)
					.setReplyChannelName("channel")
					.build());
		assertThat(body(sent)).isEqualTo("content-type: application/octet-stream\n\ntext");
	}

	@Test
	void aBareBodyHasNoContentType() {
		assertThat(this.auto.fromSpread(received("text", 0)).getHeaders())
			.doesNotContainKey(MessageHeaders.CONTENT_TYPE)
			.containsKeys(MessageHeaders.ID, MessageHeaders.TIMESTAMP);
	}

	@Test
	void bodiesThatShouldBeginWithHeadersButDoNotAreDeliveredWholeAndCounted() {
		assertThat(this.auto.fromSpread(received("no headers", 18498)).getPayload()).hasSize(10);
		assertThat(this.auto.fromSpread(received("no headers", 0)).getPayload()).hasSize(10);
		assertThat(this.auto.unreadableHeaderBlocks()).isEqualTo(1);
		assertThat(this.auto.fromSpread(received("no headers", 5), HeaderMode.ALWAYS).getHeaders())
			.containsEntry(SpreadHeaders.MESSAGE_TYPE, 5);
		assertThat(this.auto.unreadableHeaderBlocks()).isEqualTo(2);
	}

	@Test
	void findsTheCorrelationIdWithAndWithoutMarker() {
		assertThat(SpreadMessageMapper.correlationId(received("a: 1\ncorrelation-id: 7\n\ntext", 0))).isEqualTo("7");
		assertThat(SpreadMessageMapper
			.correlationId(received(send(this.auto, "", Map.of(SpreadHeaders.CORRELATION_ID, "8"))))).isEqualTo("8");
		assertThat(SpreadMessageMapper.correlationId(received("correlation-id: 7", 18498))).isNull();
		assertThat(SpreadMessageMapper.correlationId(received("", 0))).isNull();
		assertThat(SpreadMessageMapper.header(received("a: 1\ncorrelation-id: 7\n\ntext", 0), "a")).isEqualTo("1");
	}

	@Test
	void textIsWrittenInTheCharacterSetOfItsContentType() {
		OutboundMessage sent = send(this.auto, "ä",
				Map.of("k", "v", MessageHeaders.CONTENT_TYPE, "text/plain;charset=ISO-8859-1"));
		assertThat(this.auto.fromSpread(received(sent)).getPayload()).containsExactly(0xe4);
		assertRefused(this.auto, Map.of(MessageHeaders.CONTENT_TYPE, "no type"), "no type");
	}

	@Test
	void theContentTypeThatTheConverterChoseTravelsAlong() {
		assertThat(body(send(this.auto, Map.of("a", 1), Map.of("k", "v"))))
			.isEqualTo("k: v\ncontent-type: application/json\n\n{\"a\":1}");
	}

	private static SpreadMessageMapper mapper(HeaderSettings settings) {
		return new SpreadMessageMapper(SpreadMessageConverters.json(JsonMapper.builder().build()), settings);
	}

	private static OutboundMessage send(SpreadMessageMapper mapper, Object payload, Map<String, Object> headers) {
		return mapper.toSpread(List.of("group"), new GenericMessage<>(payload, headers));
	}

	private static void assertRefused(SpreadMessageMapper mapper, Map<String, Object> headers, String... texts) {
		assertThatExceptionOfType(MessageConversionException.class).isThrownBy(() -> send(mapper, "text", headers))
			.satisfies((failure) -> assertThat(failure.getMessage()).contains(texts));
	}

	private static String body(OutboundMessage message) {
		return new String(message.body(), StandardCharsets.UTF_8);
	}

	private static RegularMessage received(String body, int type) {
		return received(OutboundMessage.of("group", body.getBytes(StandardCharsets.UTF_8)).type(type));
	}

	private static RegularMessage received(OutboundMessage sent) {
		return new RegularMessage(SENDER, sent.groups(), sent.serviceType(), sent.selfDiscard(), sent.messageType(),
				ByteOrder.nativeOrder(), sent.body());
	}

}
