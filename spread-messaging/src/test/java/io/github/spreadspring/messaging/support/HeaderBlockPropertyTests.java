package io.github.spreadspring.messaging.support;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * What holds for {@link HeaderBlock} whatever the headers and bodies are: thousands of
 * random cases, each made of a seed that a failure tells.
 */
class HeaderBlockPropertyTests {

	private static final int CASES = 20_000;

	private static final String NAME_CHARACTERS = "abcXYZ019-_./!~=;\"'äß漢\ud83d\ude00";

	private static final String VALUE_CHARACTERS = NAME_CHARACTERS + " \t:,";

	private static final List<String> JUNK = List.of("no colon", ": no name", "  \t: no name", "\u0000", "\r", " ",
			"=> ?");

	@Test
	void anyAllowedHeadersAndAnyBodyComeBackAsTheyWere() {
		forAll((random) -> {
			Map<String, String> headers = headers(random);
			byte[] body = bytes(random, 60);
			HeaderBlock read = HeaderBlock.read(new HeaderBlock(headers, body).toBytes());
			assertThat(read).isNotNull();
			assertThat(read.headers()).isEqualTo(headers);
			assertThat(read.body()).isEqualTo(body);
		});
	}

	@Test
	void otherWaysOfWritingMeanTheSame() {
		forAll((random) -> {
			Map<String, String> headers = headers(random);
			byte[] body = bytes(random, 60);
			HeaderBlock read = HeaderBlock
				.read(concat(foreign(random, headers).getBytes(StandardCharsets.UTF_8), body));
			assertThat(read).isNotNull();
			assertThat(read.headers()).isEqualTo(headers);
			assertThat(read.body()).isEqualTo(body);
		});
	}

	@Test
	void whateverArrivesIsReadWithoutFailureAndWithTheBodyAsItIs() {
		forAll((random) -> {
			byte[] bytes = hostile(random);
			byte[] before = bytes.clone();
			HeaderBlock read = HeaderBlock.read(bytes);
			assertThat(bytes).isEqualTo(before);
			if (read != null) {
				byte[] body = read.body();
				assertThat(read.headers()).isNotEmpty().doesNotContainKey("");
				assertThat(body).isEqualTo(Arrays.copyOfRange(bytes, bytes.length - body.length, bytes.length));
				String head = new String(bytes, 0, bytes.length - body.length, StandardCharsets.ISO_8859_1);
				assertThat(head).matches("(?s).*\n\r?\n");
				assertThat(head.substring(0, head.length() - 1)).doesNotContain("\n\n", "\n\r\n");
			}
		});
	}

	@Test
	void oneHeaderLookedUpIsTheSameAsInTheWholeBlock() {
		forAll((random) -> {
			byte[] bytes = hostile(random);
			HeaderBlock read = HeaderBlock.read(bytes);
			for (String name : List.of("a", "key", "correlation-id")) {
				String expected = (read != null) ? read.headers().get(name) : null;
				assertThat(HeaderBlock.find(bytes, name)).isEqualTo(expected);
			}
		});
	}

	private static void forAll(Consumer<Random> property) {
		for (long seed = 0; seed < CASES; seed++) {
			try {
				property.accept(new Random(seed));
			}
			catch (RuntimeException | AssertionError ex) {
				fail("Seed " + seed + ": " + ex.getMessage(), ex);
			}
		}
	}

	private static Map<String, String> headers(Random random) {
		Map<String, String> headers = new LinkedHashMap<>();
		boolean empty = false;
		for (int count = 1 + random.nextInt(6); count > 0; count--) {
			String value = text(random, VALUE_CHARACTERS, random.nextInt(12)).strip() + " ".repeat(random.nextInt(3));
			value = value.isBlank() ? "" : value;
			// only one header of a block can be empty
			if (!value.isEmpty() || !empty) {
				headers.put(text(random, NAME_CHARACTERS, 1 + random.nextInt(8)), value);
				empty |= value.isEmpty();
			}
		}
		return headers;
	}

	private static String text(Random random, String characters, int length) {
		int[] choice = characters.codePoints().toArray();
		StringBuilder text = new StringBuilder();
		random.ints(length, 0, choice.length).forEach((at) -> text.appendCodePoint(choice[at]));
		return text.toString();
	}

	private static String foreign(Random random, Map<String, String> headers) {
		List<String> lines = new ArrayList<>();
		headers.forEach((name, value) -> {
			if (random.nextBoolean()) {
				lines.add(name + ": an earlier value");
			}
			if (random.nextBoolean()) {
				lines.add(JUNK.get(random.nextInt(JUNK.size())).replace("\r", "\r\r"));
			}
			lines.add(blanks(random) + name + blanks(random) + ":" + blanks(random) + value);
		});
		lines.add("");
		StringBuilder text = new StringBuilder();
		lines.forEach((line) -> text.append(line).append(random.nextBoolean() ? "\r\n" : "\n"));
		return text.toString();
	}

	private static String blanks(Random random) {
		return List.of("", "", " ", "  ", "\t", " \t ").get(random.nextInt(6));
	}

	private static byte[] hostile(Random random) {
		return switch (random.nextInt(3)) {
			case 0 -> bytes(random, 200);
			case 1 -> lines(random);
			default -> mutated(random);
		};
	}

	private static byte[] bytes(Random random, int limit) {
		byte[] bytes = new byte[random.nextInt(limit)];
		random.nextBytes(bytes);
		return bytes;
	}

	private static byte[] lines(Random random) {
		byte[] alphabet = { '\n', '\n', '\r', ':', ':', ' ', 'a', 'k', 'e', 'y', 0, -1, (byte) 0xc3, 0x7f };
		byte[] bytes = new byte[random.nextInt(60)];
		for (int at = 0; at < bytes.length; at++) {
			bytes[at] = alphabet[random.nextInt(alphabet.length)];
		}
		return bytes;
	}

	private static byte[] mutated(Random random) {
		Map<String, String> headers = headers(random);
		headers.put("a", "value");
		headers.put("key", "value");
		headers.put("correlation-id", "value");
		byte[] block = concat(foreign(random, headers).getBytes(StandardCharsets.UTF_8), bytes(random, 40));
		byte[] bytes = Arrays.copyOf(block, random.nextBoolean() ? block.length : random.nextInt(block.length));
		for (int changes = random.nextInt(4); changes > 0 && bytes.length > 0; changes--) {
			bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
		}
		return bytes;
	}

	private static byte[] concat(byte[] head, byte[] body) {
		byte[] all = Arrays.copyOf(head, head.length + body.length);
		System.arraycopy(body, 0, all, head.length, body.length);
		return all;
	}

}
