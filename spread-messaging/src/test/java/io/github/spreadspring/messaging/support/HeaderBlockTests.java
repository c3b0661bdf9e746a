package io.github.spreadspring.messaging.support;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for {@link HeaderBlock}.
 */
class HeaderBlockTests {

	@Test
	void readsTheExampleOfTheDesign() {
		HeaderBlock block = read("a: 1\nf_id: 7\n\nbody\n\nmore");
		assertThat(block.headers()).containsExactly(entry("a", "1"), entry("f_id", "7"));
		assertThat(body(block)).isEqualTo("body\n\nmore");
	}

	@Test
	void readsWhatItWrote() {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("name", "Grüße: 100 % – ✓");
		headers.put("x-y_z", "two  blanks ");
		headers.put("last", "");
		byte[] body = { 0, '\n', '\n', -1, '\r' };
		HeaderBlock block = HeaderBlock.read(new HeaderBlock(headers, body).toBytes());
		assertThat(block).isNotNull();
		assertThat(block.headers()).containsExactlyEntriesOf(headers);
		assertThat(block.body()).isEqualTo(body);
	}

	@Test
	void writesOneBlankBehindTheColonAndLineFeedsOnly() {
		byte[] bytes = new HeaderBlock(Map.of("a", "1"), "body".getBytes(StandardCharsets.UTF_8)).toBytes();
		assertThat(bytes).asString(StandardCharsets.UTF_8).isEqualTo("a: 1\n\nbody");
	}

	@Test
	void readsLinesThatEndWithCarriageReturnToo() {
		HeaderBlock block = read("a: 1\r\nb: 2\r\n\r\nbody\r\n");
		assertThat(block.headers()).containsExactly(entry("a", "1"), entry("b", "2"));
		assertThat(body(block)).isEqualTo("body\r\n");
	}

	@Test
	void readsBlanksAroundTheColonAsOptional() {
		HeaderBlock block = read("a:1\nb :2\nc : \t3\n\n");
		assertThat(block.headers()).containsExactly(entry("a", "1"), entry("b", "2"), entry("c", "3"));
	}

	@Test
	void keepsBlanksAtTheEndOfAValue() {
		assertThat(read("a: 1  \n\n").headers()).containsExactly(entry("a", "1  "));
	}

	@Test
	void takesTheRestOfTheLineForTheValue() {
		assertThat(read("url: http://host:80/\n\n").headers()).containsExactly(entry("url", "http://host:80/"));
	}

	@Test
	void theLastOfSeveralHeadersWithOneNameWins() {
		assertThat(read("a: 1\nb: 2\na: 3\n\n").headers()).containsOnly(entry("a", "3"), entry("b", "2"));
	}

	@Test
	void namesAreCaseSensitive() {
		assertThat(read("a: 1\nA: 2\n\n").headers()).containsOnly(entry("a", "1"), entry("A", "2"));
	}

	@Test
	void aLineWithoutColonIsIgnored() {
		assertThat(read("nonsense\na: 1\n\n").headers()).containsExactly(entry("a", "1"));
	}

	@ParameterizedTest
	@ValueSource(strings = { ": 1\na: 2\n\n", "  : 1\na: 2\n\n" })
	void aLineWithoutNameIsIgnored(String text) {
		assertThat(read(text).headers()).containsExactly(entry("a", "2"));
	}

	@Test
	void theBodyMayBeEmpty() {
		assertThat(read("a: 1\n\n").body()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\n", "\n\n", "\r\n\r\n", "body", "a: 1", "a: 1\n", "a: 1\nbody", "nonsense\n\nbody" })
	void withoutHeaderAndEmptyLineThereIsNoBlock(String text) {
		assertThat(HeaderBlock.read(text.getBytes(StandardCharsets.UTF_8))).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a b", "a:", "a\t", "a\n", "a\r", "a\u0000", "a\u0085" })
	void refusesNamesThatPeersCannotRead(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> new HeaderBlock(Map.of(name, "1"), new byte[0]).toBytes())
			.withMessageContaining("Header name");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\nb", "a\rb", "\n", "a\r\n" })
	void refusesValuesOfSeveralLines(String value) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new HeaderBlock(Map.of("n", value), new byte[0]).toBytes())
			.withMessageContaining("\"n\"")
			.withMessageContaining("one line");
	}

	@ParameterizedTest
	@ValueSource(strings = { " ", "\t ", " a" })
	void refusesValuesThatWouldLoseTheirLeadingBlanks(String value) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new HeaderBlock(Map.of("n", value), new byte[0]).toBytes())
			.withMessageContaining("\"n\"")
			.withMessageContaining("begins with a blank");
	}

	@Test
	void writesAnEmptyValueLastBecausePeersTakeTheLineBehindItForTheValue() {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("empty", "");
		headers.put("a", "1");
		byte[] bytes = new HeaderBlock(headers, new byte[0]).toBytes();
		assertThat(bytes).asString(StandardCharsets.UTF_8).isEqualTo("a: 1\nempty: \n\n");
	}

	@Test
	void refusesTwoEmptyValues() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new HeaderBlock(Map.of("a", "", "b", ""), new byte[0]).toBytes())
			.withMessageContaining("\"a\"")
			.withMessageContaining("\"b\"");
	}

	@Test
	void refusesToWriteABodyWithoutAnyHeader() {
		assertThatIllegalArgumentException().isThrownBy(() -> new HeaderBlock(Map.of(), new byte[1]).toBytes())
			.withMessageContaining("without any header");
	}

	@Test
	void noBytesWhateverMakeItFail() {
		Random random = new Random(4803);
		byte[] alphabet = { '\n', '\r', ':', ' ', 'a', 0, -1, (byte) 0xc3, 0x7f };
		for (int i = 0; i < 50_000; i++) {
			byte[] bytes = new byte[random.nextInt(40)];
			for (int at = 0; at < bytes.length; at++) {
				bytes[at] = alphabet[random.nextInt(alphabet.length)];
			}
			HeaderBlock block = HeaderBlock.read(bytes);
			if (block != null) {
				assertThat(block.headers()).isNotEmpty().doesNotContainKey("");
				assertThat(block.body().length).isLessThan(bytes.length);
			}
		}
	}

	private static HeaderBlock read(String text) {
		HeaderBlock block = HeaderBlock.read(text.getBytes(StandardCharsets.UTF_8));
		assertThat(block).isNotNull();
		return block;
	}

	private static String body(HeaderBlock block) {
		return new String(block.body(), StandardCharsets.UTF_8);
	}

}
