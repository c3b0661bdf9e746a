package io.github.spreadspring.messaging.support;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.messaging.support.MessageBuilder;

import io.github.spreadspring.client.message.OutboundMessage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what a tracer adds to the headers of a message.
 */
class TraceHeadersTests {

	private static final HeaderSettings DEFAULTS = HeaderSettings.defaults();

	private static String sent(HeaderSettings settings, Map<String, Object> headers, Map<String, String> trace) {
		OutboundMessage message = new SpreadMessageMapper(SpreadMessageConverters.plain(), settings)
			.toSpread(List.of("orders"), MessageBuilder.withPayload("text").copyHeaders(headers).build(), trace);
		return new String(message.body(), StandardCharsets.UTF_8);
	}

	@Test
	void theyTravelWithTheHeadersOfTheMessageOrAlone() {
		Map<String, String> trace = Map.of("traceparent", "1");
		assertThat(sent(DEFAULTS.trace(true), Map.of(), trace)).isEqualTo("traceparent: 1\n\ntext");
		assertThat(sent(DEFAULTS.trace(true), Map.of("k", "v"), trace)).isEqualTo("k: v\ntraceparent: 1\n\ntext");
		assertThat(sent(DEFAULTS.trace(true), Map.of(), Map.of())).isEqualTo("text");
	}

	@Test
	void theyStayAtHomeUnlessTheSettingsAndTheModeOfTheMessageSaySo() {
		Map<String, String> trace = Map.of("traceparent", "1", "tenant", "t1");
		assertThat(sent(DEFAULTS, Map.of(), trace)).isEqualTo("text");
		assertThat(sent(DEFAULTS, Map.of("k", "v"), trace)).isEqualTo("k: v\n\ntext");
		assertThat(sent(DEFAULTS.trace(true).mode(HeaderMode.NEVER), Map.of(), trace)).isEqualTo("text");
		assertThat(sent(DEFAULTS.trace(true), Map.of(SpreadHeaders.HEADER_MODE, HeaderMode.NEVER), trace))
			.isEqualTo("text");
	}

	@Test
	void theyWinOverThoseOfTheTraceThatAMessageWasReceivedWith() {
		assertThat(sent(DEFAULTS.trace(true), Map.of("traceparent", "old"), Map.of("traceparent", "new")))
			.isEqualTo("traceparent: new\n\ntext");
		assertThat(sent(DEFAULTS.trace(true), Map.of("traceparent", "old"), Map.of()))
			.isEqualTo("traceparent: old\n\ntext");
	}

	@Test
	void aFieldOfBaggageTravelsButNeverReplacesAHeader() {
		assertThat(sent(DEFAULTS.trace(true), Map.of(), Map.of("tenant", "t1"))).isEqualTo("tenant: t1\n\ntext");
		assertThat(sent(DEFAULTS.trace(true), Map.of("tenant", "t2"), Map.of("tenant", "t1")))
			.isEqualTo("tenant: t2\n\ntext");
	}

	@ParameterizedTest
	@ValueSource(strings = { "correlation-id", "reply-to", "spread-type", "content-type", SpreadHeaders.SENDER,
			SpreadHeaders.CORRELATION_ID })
	void aFieldOfBaggageWithANameOfOursStaysAtHome(String name) {
		assertThat(sent(DEFAULTS.trace(true), Map.of(), Map.of(name, "7"))).isEqualTo("text");
	}

	@ParameterizedTest
	@CsvSource({ "baggage,''", "baggage,'a\nb'", "baggage,' a'", "my name,a", "'',a" })
	void whatCannotTravelStaysAtHomeAndTheMessageIsSent(String name, String value) {
		assertThat(sent(DEFAULTS.trace(true), Map.of(), Map.of(name, value, "traceparent", "1")))
			.isEqualTo("traceparent: 1\n\ntext");
	}

}
