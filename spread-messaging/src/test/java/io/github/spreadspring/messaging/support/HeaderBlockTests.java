package io.github.spreadspring.messaging.support;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

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
	@ValueSource(strings = { "", "a b", "a:", "a\t", "a\n", "a\r", "a\u0000", "a\u0085", "a\u00a0", "\u2028" })
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
	@ValueSource(strings = { "a\u0000b", "a\u000bb", "a\u001cb", "a\u0085b", "a\u2028b", "a\u2029b", "\u007f" })
	void refusesValuesThatPeersCutOrSplit(String value) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new HeaderBlock(Map.of("n", value), new byte[0]).toBytes())
			.withMessageContaining("\"n\"")
			.withMessageContaining("control characters");
	}

	@Test
	void refusesHalfSurrogatePairsBecauseTheyHaveNoFormInUtf8() {
		String half = "\ud83d";
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new HeaderBlock(Map.of("n", half + "x"), new byte[0]).toBytes())
			.withMessageContaining("surrogate");
		assertThatIllegalArgumentException().isThrownBy(() -> new HeaderBlock(Map.of(half, "x"), new byte[0]).toBytes())
			.withMessageContaining("surrogate");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\ud83d\ude00", "a\tb", "a  b ", "\u00e4", "a: b" })
	void writesAllOtherValues(String value) {
		assertThat(read(new String(new HeaderBlock(Map.of("n", value), new byte[0]).toBytes(), StandardCharsets.UTF_8))
			.headers()).containsExactly(entry("n", value));
	}

	@ParameterizedTest
	@ValueSource(strings = { " ", "\t ", " a", "\u00a0a" })
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
	void readsWhatThePhpProgramOfTheArticleWrites() {
		byte[] bytes = bytes("f_id: 4711\nname: caf\u00e9.txt\n\n", 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', '\n',
				0);
		HeaderBlock block = HeaderBlock.read(bytes);
		assertThat(block).isNotNull();
		assertThat(block.headers()).containsExactly(entry("f_id", "4711"), entry("name", "café.txt"));
		assertThat(block.body()).isEqualTo(bytes("", 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', '\n', 0));
	}

	@Test
	void readsWhatThePythonProgramOfTheArticleAnswers() {
		HeaderBlock block = HeaderBlock.read(bytes("f_id:4711\nsize:12\nlines:2\n\n"));
		assertThat(block).isNotNull();
		assertThat(block.headers()).containsExactly(entry("f_id", "4711"), entry("size", "12"), entry("lines", "2"));
		assertThat(block.body()).isEmpty();
	}

	@Test
	void writesTheBytesThatTheArticlesProgramsRead() {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("f_id", "4711");
		headers.put("größe", "12");
		assertThat(new HeaderBlock(headers, new byte[] { 0, -1 }).toBytes())
			.isEqualTo(bytes("f_id: 4711\ngr\u00f6\u00dfe: 12\n\n", 0, 0xff));
	}

	@Test
	void aCarriageReturnThatEndsNoLineBelongsToTheValue() {
		assertThat(read("a: 1\r2\r\r\n\n").headers()).containsExactly(entry("a", "1\r2\r"));
	}

	@Test
	void linesOfAWholeMessageAreReadInOnePass() {
		byte[] lines = "a:\n".repeat(47_000).getBytes(StandardCharsets.UTF_8);
		assertThat(HeaderBlock.read(lines)).isNull();
		HeaderBlock block = read("a: 1\n".repeat(28_000) + "\nbody");
		assertThat(block.headers()).containsExactly(entry("a", "1"));
		assertThat(body(block)).isEqualTo("body");
	}

	@Test
	void looksUpTheLastOfSeveralHeadersWithOneName() {
		byte[] bytes = bytes("correlation-id: 1\n correlation-id :2 \nCorrelation-id: 3\n\ncorrelation-id: 4\n\n");
		assertThat(HeaderBlock.find(bytes, "correlation-id")).isEqualTo("2 ");
		assertThat(HeaderBlock.find(bytes, "reply-to")).isNull();
		assertThat(HeaderBlock.find(bytes("correlation-id: 1\n"), "correlation-id")).isNull();
	}

	private static byte[] bytes(String head, int... body) {
		byte[] text = head.getBytes(StandardCharsets.UTF_8);
		byte[] bytes = Arrays.copyOf(text, text.length + body.length);
		for (int i = 0; i < body.length; i++) {
			bytes[text.length + i] = (byte) body[i];
		}
		return bytes;
	}

	private static HeaderBlock read(String text) {
		HeaderBlock block = HeaderBlock.read(text.getBytes(StandardCharsets.UTF_8));
		assertThat(block).isNotNull();
		return block;
	}

	private static String body(HeaderBlock block) {
		return new String(block.body(), StandardCharsets.UTF_8);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a: 1\nf_id: 7\n\nbody\n\nmore", "a: 1\r\na: 2\r\n\r\n", "no colon\n\nbody",
			"a: 1\nno end", "\n\n", "" })
	void theHeadersAloneAreThoseOfTheWhole(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		HeaderBlock block = HeaderBlock.read(bytes);
		assertThat(HeaderBlock.headers(bytes)).isEqualTo((block != null) ? block.headers() : Map.of());
	}

}
