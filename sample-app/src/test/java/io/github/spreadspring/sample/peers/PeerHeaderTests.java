package io.github.spreadspring.sample.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The header block of the article "LAMP and the Spread Toolkit" in other languages.
 */
@ParameterizedClass(name = "{0}")
@EnumSource(PeerLanguage.class)
class PeerHeaderTests {

	@RegisterExtension
	final PeerProcesses processes = new PeerProcesses();

	@Parameter
	PeerLanguage language;

	@BeforeParameterizedClassInvocation
	static void requireInterpreter(PeerLanguage language) {
		language.require();
	}

	@Test
	void headersAreWrittenAsTheArticleDoes() throws Exception {
		PeerDriver peer = drive();
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("empty", "");
		headers.put("a", "1: 2  ");
		headers.put("größe", "\t12 ✓".strip());
		JsonNode answer = peer.ask("write", Map.of("headers", headers, "body", encoded("body\n\nmore")));
		assertThat(new String(answer.path("bytes").binaryValue(), StandardCharsets.UTF_8))
			.isEqualTo("a: 1: 2  \ngröße: 12 ✓\nempty: \n\nbody\n\nmore");
		for (String name : List.of("", "a b", "a:", "a\n", "a\u0000", "a\u00a0", "\u2028", "a\u0085")) {
			assertThat(refused(write(peer, Map.of(name, "1")))).contains("Header name");
		}
		for (String value : List.of("a\nb", "a\r", " a", "\ta", "\u00a0a", "\u0000", "a\u0085b", "a\u2028b", "\n")) {
			assertThat(refused(write(peer, Map.of("n", value)))).contains("header \"n\"");
		}
		assertThat(refused(write(peer, Map.of("a", "", "b", "")))).contains("Only one header");
		assertThat(refused(write(peer, Map.of()))).contains("At least one header");
	}

	@Test
	void headersAreReadAsTheArticleDoes() throws Exception {
		PeerDriver peer = drive();
		assertBlock(peer, "a: 1\nf_id: 7\n\nbody\n\nmore", Map.of("a", "1", "f_id", "7"), "body\n\nmore");
		assertBlock(peer, "a:1\r\nb :\t2 \r\n\r\nbody\r\n", Map.of("a", "1", "b", "2 "), "body\r\n");
		assertBlock(peer, "nonsense\n: 1\na: 1\nA: 2\na: ä:3\n\n", Map.of("a", "ä:3", "A", "2"), "");
		assertBlock(peer, "7: 8\na: 1\r2\r\r\n\n", Map.of("7", "8", "a", "1\r2\r"), "");
		for (String text : List.of("", "\n\n", "\r\n\r\n", "body", "a: 1", "a: 1\nbody", "nonsense\n\nbody")) {
			JsonNode answer = peer.ask("read", Map.of("bytes", encoded(text)));
			assertThat(answer.path("headers").isNull()).as("%s", answer).isTrue();
		}
	}

	@Test
	void longRowsOfBlanksAreRead() throws Exception {
		PeerDriver peer = drive();
		String blanks = " ".repeat(45_000);
		assertBlock(peer, "a%sb: 1\nc: %s\nd%s:1\n\n".formatted(blanks, "x" + blanks + "x", blanks),
				Map.of("a" + blanks + "b", "1", "c", "x" + blanks + "x", "d", "1"), "");
		assertThat(write(peer, Map.of("n", "x" + blanks)).has("bytes")).isTrue();
	}

	private PeerDriver drive() throws IOException {
		return this.processes.drive(this.language);
	}

	private static JsonNode write(PeerDriver peer, Map<String, String> headers)
			throws IOException, InterruptedException {
		return peer.ask("write", Map.of("headers", headers, "body", ""));
	}

	private static void assertBlock(PeerDriver peer, String bytes, Map<String, String> headers, String body)
			throws IOException, InterruptedException {
		JsonNode answer = peer.ask("read", Map.of("bytes", encoded(bytes)));
		Map<String, String> read = new LinkedHashMap<>();
		answer.path("headers").properties().forEach((each) -> read.put(each.getKey(), each.getValue().asString()));
		assertThat(read).isEqualTo(headers);
		assertThat(PeerDriver.text(answer)).isEqualTo(body);
	}

	private static String refused(JsonNode answer) {
		assertThat(answer.has("refused")).as("%s", answer).isTrue();
		return answer.path("refused").asString();
	}

	private static String encoded(String text) {
		return PeerDriver.encoded(text.getBytes(StandardCharsets.UTF_8));
	}

}
