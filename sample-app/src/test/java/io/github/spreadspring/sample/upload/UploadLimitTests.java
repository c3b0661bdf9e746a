package io.github.spreadspring.sample.upload;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.sample.testing.SampleApi.Answer;
import io.github.spreadspring.sample.testing.SampleRun;
import io.github.spreadspring.sample.testing.UploadApi;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the upload page refuses, and how it says so.
 */
class UploadLimitTests {

	private static final int LARGE = 50 * 1024 * 1024;

	@TempDir
	private static Path folder;

	private static SampleRun sample;

	private static UploadApi api;

	@BeforeAll
	static void start() throws IOException {
		sample = SampleRun.start("--server.tomcat.basedir=" + folder);
		api = new UploadApi(sample);
	}

	@AfterAll
	static void stop() {
		sample.close();
	}

	@Test
	void theLargestFileGoesThrough() throws Exception {
		byte[] largest = new byte[UploadMessages.MAX_FILE];
		assertThat(largest).hasSize(143_092);
		JsonNode raw = api.answered(api.upload("raw.bin", largest));
		assertThat(raw.path("size").asInt()).isEqualTo(largest.length);
		Answer form = api.postForm("file", "form.bin", largest);
		assertThat(form.status()).isEqualTo(202);
		assertThat(api.answered(form.json().path("id").asLong()).path("size").asInt()).isEqualTo(largest.length);
	}

	@Test
	void aLargerFileIsRefusedWithOurLimit() throws Exception {
		long rows = api.table().path("total").asLong();
		assertTooLarge(api.post("large.bin", BodyPublishers.ofByteArray(new byte[UploadMessages.MAX_FILE + 1])));
		assertTooLarge(api.post("large.bin", unknownLength(UploadMessages.MAX_FILE + 1)));
		assertTooLarge(api.postForm("file", "large.bin", new byte[UploadMessages.MAX_FILE + 1]));
		assertTooLarge(api.postForm("other", "large.bin", new byte[UploadMessages.MAX_FILE + 1]));
		assertThat(api.table().path("total").asLong()).isEqualTo(rows);
	}

	@Test
	void aHugeFileGetsTheSameAnswerAndFillsNoDisk() throws Exception {
		assertTooLarge(api.post("huge.bin", BodyPublishers.ofByteArray(new byte[LARGE])));
		assertTooLarge(api.post("huge.bin", unknownLength(LARGE)));
		assertTooLarge(api.postForm("file", "huge.bin", new byte[LARGE]));
		try (Stream<Path> files = Files.walk(folder)) {
			assertThat(files.filter(Files::isRegularFile)).isEmpty();
		}
	}

	@Test
	void aFormWithoutAFileIsRefused() throws Exception {
		assertProblem(api.postForm("document", "a.txt", new byte[1]), 400, "file", "One file", "there are 0");
		assertProblem(api.postBroken(), 400, "file", "form cannot be read");
	}

	@ParameterizedTest
	@CsvSource({ "../../etc/passwd, passwd", "C:\\temp\\a.txt, a.txt", "dir/, unnamed", "a\u0000b\u202ec, abc",
			"grün ☃.txt, grün ☃.txt", "a+b & c=d.txt, a+b & c=d.txt" })
	void aNameIsMadePlain(String given, String shown) throws Exception {
		assertThat(api.answered(api.upload(given, "text")).path("name").asString()).isEqualTo(shown);
	}

	@Test
	void aLongNameIsCutAndNoneIsUnnamed() throws Exception {
		assertThat(api.answered(api.upload("☃".repeat(300), "text")).path("name").asString())
			.isEqualTo("☃".repeat(255));
		assertThat(FileName.of("😀".repeat(300))).isEqualTo("😀".repeat(127));
		assertThat(FileName.of(null)).isEqualTo("unnamed");
		assertThat(FileName.ofQuery(null)).isEqualTo("unnamed");
	}

	@Test
	void aPageOfAnotherSiteCannotUpload() throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create(sample.url("/api/uploads")))
			.header("Sec-Fetch-Site", "cross-site")
			.POST(BodyPublishers.ofString("text"))
			.build();
		HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(403);
		assertThat(response.body()).contains("another site");
	}

	@Test
	void withoutAConnectionNothingIsAccepted() throws Exception {
		try (SampleRun alone = SampleRun.start()) {
			UploadApi lonely = new UploadApi(alone);
			lonely.answered(lonely.upload("before.txt", "text"));
			alone.bean(SpreadSession.class).stop();
			Answer answer = lonely.post("after.txt", BodyPublishers.ofString("text"));
			assertThat(answer.status()).isEqualTo(503);
			assertThat(answer.text("detail")).contains("Not connected");
			assertThat(lonely.table().path("total").asInt()).isOne();
		}
	}

	private static void assertTooLarge(Answer answer) {
		assertProblem(answer, 413, "file", "143,092 bytes", "one Spread message", "143,119 bytes");
		assertThat(answer.json().path("limit").asInt()).isEqualTo(143_092);
	}

	private static void assertProblem(Answer answer, int status, String field, String... words) {
		assertThat(answer.status()).isEqualTo(status);
		assertThat(answer.contentType()).startsWith("application/problem+json");
		assertThat(answer.text("field")).isEqualTo(field);
		assertThat(answer.text("detail")).contains(words);
	}

	private static BodyPublisher unknownLength(int length) {
		return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[length]));
	}

}
