package io.github.spreadspring.messaging.support;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.support.MessageBuilder;
import tools.jackson.databind.json.JsonMapper;

import io.github.spreadspring.protocol.SpreadLimits;
import io.github.spreadspring.protocol.fuzz.Fuzz;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever a peer sends as JSON is an object of the wanted type, or cannot be converted;
 * and that is all.
 */
class HostileJsonTests {

	private static final List<String> PIECES = List.of("{", "}", "[", "]", ",", ":", "\"item\"", "\"count\"",
			"\"price\"", "\"at\"", "\"parts\"", "\"more\"", "\"pen\"", "1", "-0", "1e999999999",
			"999999999999999999999999", "0x1", "null", "true", "NaN", "\"2026-01-01T00:00:00Z\"",
			"\"@class\":\"java.lang.Runtime\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\", "/*", "\u00ff", "\u0000", " ",
			"{\"item\":\"pen\",\"count\":1}");

	private final MessageConverter converter = SpreadMessageConverters.json(JsonMapper.shared());

	@Test
	void anyBytesAreAnOrderOrCannotBeConverted() {
		AtomicInteger orders = new AtomicInteger();
		Fuzz.eachOf(Fuzz.cases(), HostileJsonTests::json, (bytes) -> {
			if (convert(bytes) instanceof Order) {
				orders.incrementAndGet();
			}
		});
		assertThat(orders).hasPositiveValue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "[", "{\"more\":", "\"", "9", "{\"item\":\"", "{\"parts\":[{},", " ", "\\" })
	@Timeout(20)
	void theLongestBodyIsReadInATimeThatDoesNotMatter(String piece) {
		byte[] bytes = piece.repeat(SpreadLimits.maxBody(1) / piece.length()).getBytes(StandardCharsets.UTF_8);
		for (int round = 0; round < 20; round++) {
			convert(bytes);
		}
	}

	private @Nullable Object convert(byte[] bytes) {
		try {
			return this.converter.fromMessage(MessageBuilder.withPayload(bytes).build(), Order.class);
		}
		catch (MessageConversionException ex) {
			assertThat(ex.getMessage()).isNotEmpty();
			return ex;
		}
	}

	private static byte[] json(Random random) {
		StringBuilder text = new StringBuilder(
				random.nextBoolean() ? "{\"item\":\"pen\",\"count\":2,\"price\":1.5" : "");
		for (int i = random.nextInt(12); i > 0; i--) {
			text.append(PIECES.get(random.nextInt(PIECES.size())));
		}
		byte[] bytes = text.append(random.nextBoolean() ? "}" : "")
			.toString()
			.getBytes(random.nextBoolean() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
		for (int i = random.nextInt(3); i > 0 && bytes.length > 0; i--) {
			bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
		}
		return bytes;
	}

	/**
	 * What a listener wants.
	 *
	 * @param item a text
	 * @param count a number
	 * @param price another number
	 * @param at a time
	 * @param parts the same again
	 * @param more anything
	 */
	record Order(String item, int count, double price, Instant at, List<Order> parts, Map<String, Object> more) {
	}

}
