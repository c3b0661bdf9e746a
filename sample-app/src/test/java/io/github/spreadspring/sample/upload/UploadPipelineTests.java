package io.github.spreadspring.sample.upload;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import io.github.spreadspring.sample.testing.RawPeer;
import io.github.spreadspring.sample.testing.RawPeer.Frame;
import io.github.spreadspring.sample.testing.SampleRun;
import io.github.spreadspring.sample.testing.UploadApi;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The three stages in one process.
 */
class UploadPipelineTests {

	private static final byte[] BINARY = { 'a', '\n', '\n', '\r', '\n', '\r', '\n', 0, (byte) 0xff, ':', ' ', 'b' };

	private static SampleRun sample;

	private static UploadApi api;

	@BeforeAll
	static void start() throws IOException {
		sample = SampleRun.start();
		api = new UploadApi(sample);
	}

	@AfterAll
	static void stop() {
		sample.close();
	}

	@Test
	void aTextIsCountedAndItsRowFilled() throws Exception {
		long id = api.upload("poem.txt", "first\nsecond\n");
		JsonNode row = api.answered(id);
		assertThat(row.path("name").asString()).isEqualTo("poem.txt");
		assertThat(row.path("size").asInt()).isEqualTo(13);
		assertThat(row.path("lines").asInt()).isEqualTo(2);
		assertThat(row.path("state").asString()).isEqualTo("DONE");
		assertThat(row.path("problem").isNull()).isTrue();
		assertThat(row.path("answered").asString()).isGreaterThanOrEqualTo(row.path("created").asString());
		assertThat(api.table().path("uploads").get(0).path("id").asLong()).isEqualTo(id);
	}

	@Test
	void anEmptyFileHasNoLines() throws Exception {
		JsonNode row = api.answered(api.upload("empty.txt", ""));
		assertThat(row.path("size").asInt()).isZero();
		assertThat(row.path("lines").asInt()).isZero();
		assertThat(row.path("state").asString()).isEqualTo("DONE");
	}

	@Test
	void aFileWithoutTextSaysSo() throws Exception {
		JsonNode row = api.answered(api.upload("noise.bin", BINARY));
		assertThat(row.path("state").asString()).isEqualTo("UNREADABLE");
		assertThat(row.path("size").asInt()).isEqualTo(BINARY.length);
		assertThat(row.path("lines").asInt()).isZero();
		assertThat(row.path("problem").asString()).contains("application/octet-stream");
	}

	@Test
	void theMessagesAreByteForByteThoseOfTheArticle() throws Exception {
		try (RawPeer files = peer("files", UploadMessages.FILES);
				RawPeer answers = peer("answers", UploadMessages.RESPONSES)) {
			long id = api.upload("twelve.txt", "two\r\nlines\r\n");
			Frame file = files.receiveMessage();
			assertThat(file.text()).isEqualTo("f_id: %d\n\ntwo\r\nlines\r\n".formatted(id));
			assertThat(file.messageType()).isZero();
			assertThat(file.type() & 0x3f).isEqualTo(RawPeer.AGREED);
			Frame answer = answers.receiveMessage();
			assertThat(answer.text()).isEqualTo("f_id: %d\nsize: 12\nlines: 2\n\n".formatted(id));
			assertThat(answer.messageType()).isZero();
			long binary = api.upload("noise.bin", BINARY);
			byte[] head = "f_id: %d\n\n".formatted(binary).getBytes(StandardCharsets.US_ASCII);
			byte[] body = files.receiveMessage().body();
			assertThat(body).startsWith(head);
			assertThat(Arrays.copyOfRange(body, head.length, body.length)).isEqualTo(BINARY);
			assertThat(answers.receiveMessage().text())
				.startsWith("f_id: %d\nsize: 12\nlines: 0\nproblem: ".formatted(binary))
				.endsWith("\n\n");
		}
	}

	@Test
	void aFileOfAnotherProgramIsShownToo() throws Exception {
		try (RawPeer peer = peer("other", UploadMessages.RESPONSES)) {
			peer.send(RawPeer.AGREED, 0, UploadMessages.FILES, bytes("f_id: 4711\n\none\ntwo\nthree"));
			assertThat(peer.receiveMessage().text()).isEqualTo("f_id: 4711\nsize: 13\nlines: 3\n\n");
		}
		JsonNode row = api.answered(4711);
		assertThat(row.path("name").isNull()).isTrue();
		assertThat(row.path("lines").asInt()).isEqualTo(3);
	}

	@Test
	void twoCopiesOfTheSampleDoNotWriteIntoEachOthersRows() throws Exception {
		try (SampleRun copy = SampleRun.at(sample.daemonPort())) {
			UploadApi copyApi = new UploadApi(copy);
			long ours = api.upload("ours.txt", "one line");
			long theirs = copyApi.upload("theirs.txt", "two\nlines");
			assertThat(theirs).isNotEqualTo(ours);
			assertThat(api.answered(ours).path("name").asString()).isEqualTo("ours.txt");
			assertThat(api.answered(theirs).path("name").isNull()).isTrue();
			assertThat(copyApi.answered(theirs).path("lines").asInt()).isEqualTo(2);
			assertThat(copyApi.answered(ours).path("name").isNull()).isTrue();
		}
	}

	@Test
	void anIdThatAnotherProgramHasUsedIsPassedBy() throws Exception {
		long id = api.upload("before.txt", "text");
		try (RawPeer peer = peer("ahead", UploadMessages.FILES)) {
			peer.send(RawPeer.AGREED, 0, UploadMessages.RESPONSES, answer(id + 1, 1));
		}
		api.answered(id + 1);
		long after = api.upload("after.txt", "text");
		assertThat(after).isGreaterThan(id + 1);
		// its answer is none of the next test's
		api.answered(after);
	}

	@Test
	void theLastAnswerCounts() throws Exception {
		try (RawPeer peer = peer("second", UploadMessages.FILES)) {
			peer.send(RawPeer.AGREED, 0, UploadMessages.RESPONSES, answer(815, 1));
			peer.send(RawPeer.AGREED, 0, UploadMessages.RESPONSES, answer(815, 2));
			peer.send(RawPeer.AGREED, 0, UploadMessages.RESPONSES, answer(816, 1));
		}
		api.answered(816);
		assertThat(api.answered(815).path("lines").asInt()).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "no header at all", "\n\nbody", "f_id: seven\n\nbody", "size: 1\n\nbody", "", "f_id: \n\n",
			"f_id: 99999999999999999999\n\nbody", "f_id: 5\nsize: -1\nlines: 2\n\n" })
	void aBadMessageDoesNotStopThePipeline(String bad) throws Exception {
		try (RawPeer peer = peer("bad", "elsewhere")) {
			peer.send(RawPeer.AGREED, 0, UploadMessages.FILES, bytes(bad));
			peer.send(RawPeer.AGREED, 0, UploadMessages.RESPONSES, bytes(bad));
		}
		assertThat(api.answered(api.upload("after.txt", "a\nb")).path("lines").asInt()).isEqualTo(2);
	}

	@Test
	void aProblemThatAnotherProgramReportsIsShownAsText() throws Exception {
		try (RawPeer peer = peer("odd", "elsewhere")) {
			peer.send(RawPeer.AGREED, 0, UploadMessages.RESPONSES,
					bytes("f_id: 900\nsize: 1\nlines: 0\nproblem: a\0b %s\n\n".formatted("x".repeat(2000))));
		}
		JsonNode row = api.answered(900);
		assertThat(row.path("state").asString()).isEqualTo("UNREADABLE");
		assertThat(row.path("problem").asString()).startsWith("a b xxx").hasSize(500);
	}

	@Test
	void aLongProblemIsCutBetweenCharacters() throws Exception {
		try (RawPeer peer = peer("long", "elsewhere")) {
			peer.send(RawPeer.AGREED, 0, UploadMessages.RESPONSES,
					bytes("f_id: 901\nsize: 1\nlines: 0\nproblem: %s😀😀\n\n".formatted("x".repeat(499))));
		}
		assertThat(api.answered(901).path("problem").asString()).isEqualTo("x".repeat(499));
	}

	@Test
	void theConsoleShowsItsOwnGroupsOnly() throws Exception {
		api.answered(api.upload("before.txt", "text"));
		assertThat(sample.api().get("/api/groups").body()).doesNotContain("upload");
		JsonNode table = api.table();
		assertThat(table.path("roles").toString()).contains("PAGE", "PROCESSOR", "WRITER");
		assertThat(table.path("processors").asInt()).isPositive();
		assertThat(table.path("writers").asInt()).isPositive();
	}

	private static RawPeer peer(String name, String group) throws IOException {
		RawPeer peer = new RawPeer(sample.daemonPort(), name);
		peer.join(group);
		peer.receive();
		return peer;
	}

	private static byte[] answer(long id, int lines) {
		return bytes("f_id: %d\nsize: 5\nlines: %d\n\n".formatted(id, lines));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
