package io.github.spreadspring.messaging.support;

import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.ByteArrayMessageConverter;

import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.ServiceType;
import io.github.spreadspring.protocol.SpreadLimits;
import io.github.spreadspring.protocol.fuzz.Fuzz;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever a peer sends as header block, a message comes out of it, and in a time that
 * grows with its length only.
 */
class HostileHeaderTests {

	private static final List<String> PIECES = List.of("a: b\n", "content-type: application/json\n",
			"content-type: ;;;=\"\n", "content-type: a/b;c=\"d", "spread-type: 99999999999\n", "spread-type: -1\n",
			"reply-to: #a#b\n", "reply-to: \n", "correlation-id: \u0000\n", "id: x\n", "timestamp: y\n",
			"spread_sender: root\n", "replyChannel: boom\n", "errorChannel: boom\n", ":\n", " : \n", "a:\r\n", "\r\n",
			"\n", "\r", "\u0000", "nothing", "\u00ff", "a b: c\n", "nativeHeaders: z\n", "contentType: text/plain\n");

	private final SpreadMessageMapper mapper = new SpreadMessageMapper(new ByteArrayMessageConverter());

	@Test
	void anyBlockBecomesAMessage() {
		Fuzz.eachOf(Fuzz.cases(), HostileHeaderTests::block, (bytes) -> {
			byte[] before = bytes.clone();
			RegularMessage received = received(bytes, HeaderSettings.DEFAULT_MARKER_TYPE);
			for (HeaderMode mode : HeaderMode.values()) {
				Message<byte[]> message = this.mapper.fromSpread(received, mode);
				assertThat(endsWith(bytes, message.getPayload())).isTrue();
				assertThat(message.getHeaders().get(SpreadHeaders.SENDER)).isEqualTo(received.sender());
				assertThat(message.getHeaders().getReplyChannel()).isNull();
				assertThat(message.getHeaders().getErrorChannel()).isNull();
				assertThat(new SpreadHeaderAccessor(message).toString()).isNotEmpty();
			}
			SpreadMessageMapper.correlationId(received);
			assertThat(bytes).isEqualTo(before);
		});
	}

	/**
	 * With work that grows with the square of the length each round would take minutes.
	 */
	@ParameterizedTest
	@EnumSource(Worst.class)
	@Timeout(20)
	void theLongestBodyIsReadInLinearTime(Worst worst) {
		byte[] bytes = worst.bytes(SpreadLimits.maxBody(1));
		RegularMessage received = received(bytes, HeaderSettings.DEFAULT_MARKER_TYPE);
		for (int round = 0; round < 20; round++) {
			Message<byte[]> message = this.mapper.fromSpread(received, HeaderMode.AUTO);
			assertThat(endsWith(bytes, message.getPayload())).isTrue();
			SpreadMessageMapper.correlationId(received);
		}
	}

	private static boolean endsWith(byte[] bytes, byte[] end) {
		return Arrays.equals(bytes, bytes.length - end.length, bytes.length, end, 0, end.length);
	}

	private static RegularMessage received(byte[] body, int type) {
		return new RegularMessage(MemberId.of("peer", "d"), List.of("g"), ServiceType.AGREED, false, (short) type,
				ByteOrder.LITTLE_ENDIAN, body);
	}

	private static byte[] block(Random random) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		for (int i = random.nextInt(8); i > 0; i--) {
			all.writeBytes(PIECES.get(random.nextInt(PIECES.size()))
				.getBytes(random.nextBoolean() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1));
		}
		byte[] bytes = all.toByteArray();
		for (int i = random.nextInt(3); i > 0 && bytes.length > 0; i--) {
			bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
		}
		return Arrays.copyOf(bytes, random.nextBoolean() ? bytes.length : random.nextInt(bytes.length + 3));
	}

	/**
	 * What makes most work.
	 */
	enum Worst {

		ONE_LINE("x"), NO_END("a: b\n"), EMPTY_NAMES(":\n"), COLONS(":"), BLANKS(" "), CARRIAGE_RETURNS("\r"),
		NULS("\u0000"), INVALID_UTF8("\u00ff"), SHORT_NAMES(""), COLLIDING_NAMES(""),
		CONTENT_TYPES("content-type: a/b;c=\"\\\";\n"), LONG_CONTENT_TYPE(""), CORRELATION_IDS("correlation-id: x\n");

		private final String piece;

		Worst(String piece) {
			this.piece = piece;
		}

		byte[] bytes(int length) {
			StringBuilder text = new StringBuilder();
			for (int i = 0; text.length() < length; i++) {
				text.append(piece(i, length));
			}
			text.setLength(length - 3);
			return text.append("\n\n!").toString().getBytes(StandardCharsets.ISO_8859_1);
		}

		private String piece(int i, int length) {
			return switch (this) {
				case SHORT_NAMES -> Integer.toString(i, Character.MAX_RADIX) + ":\n";
				case COLLIDING_NAMES -> colliding(i) + ":1\n";
				case LONG_CONTENT_TYPE -> "content-type: a/b" + ";a=\"b\"".repeat(length / 6);
				default -> this.piece;
			};
		}

		/**
		 * Return one of many names that have the same hash code.
		 */
		private static String colliding(int i) {
			StringBuilder name = new StringBuilder();
			for (int bit = 0; bit < 13; bit++) {
				name.append(((i >> bit & 1) == 0) ? "Aa" : "BB");
			}
			return name.toString();
		}

	}

}
