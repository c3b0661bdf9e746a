package io.github.spreadspring.sample.waiting;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.sample.testing.EventStream;
import io.github.spreadspring.sample.testing.RawPeer;
import io.github.spreadspring.sample.testing.SampleApi;
import io.github.spreadspring.sample.testing.SampleApi.Answer;
import io.github.spreadspring.sample.testing.SampleRun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A web request that waits for the next message of a group.
 */
class WaitingRequestTests {

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	private static SampleRun sample;

	private static SampleApi api;

	private static RawPeer peer;

	@BeforeAll
	static void start() throws IOException {
		sample = SampleRun.start();
		api = sample.api();
		peer = new RawPeer(sample.daemonPort(), "peer");
	}

	@AfterAll
	static void stop() throws IOException {
		peer.close();
		sample.close();
	}

	@Test
	void theNextMessageOfAnotherProgramIsTheAnswer() throws Exception {
		CompletableFuture<HttpResponse<String>> answer = waitIn("/api/groups/news/next");
		awaitJoined("news");
		peer.send(RawPeer.AGREED, 7, "news", bytes("good news"));
		JsonNode message = message(answer);
		assertThat(message.path("payload").asString()).isEqualTo("good news");
		assertThat(message.path("sender").asString()).isEqualTo(peer.privateGroup());
		assertThat(message.path("groups").get(0).asString()).isEqualTo("news");
		assertThat(message.path("serviceType").asString()).isEqualTo("AGREED");
		assertThat(message.path("type").asInt()).isEqualTo(7);
		assertThat(message.has("payloadBase64")).isFalse();
		awaitLeft("news");
	}

	@Test
	void bytesThatAreNoTextComeAsBase64() throws Exception {
		CompletableFuture<HttpResponse<String>> answer = waitIn("/api/groups/next?name=a%2Fb&timeout=20s");
		awaitJoined("a/b");
		peer.send(RawPeer.AGREED, 0, "a/b", new byte[] { (byte) 0xff });
		assertThat(message(answer).path("payloadBase64").asString()).isEqualTo("/w==");
	}

	@Test
	void nothingInTimeIsNoContent() throws Exception {
		Answer answer = api.get("/api/groups/silence/next?timeout=50ms");
		assertThat(answer.status()).isEqualTo(204);
		assertThat(answer.body()).isEmpty();
		assertThat(api.get("/api/groups/silence/next?timeout=1ms").status()).isEqualTo(204);
		awaitLeft("silence");
	}

	@Test
	void severalGetTheSameMessage() throws Exception {
		List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 5)
			.mapToObj((number) -> waitIn("/api/groups/shared/next"))
			.toList();
		awaitWaiting(5);
		sendUntilAnswered("shared", "for all", CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new)));
		for (CompletableFuture<HttpResponse<String>> answer : answers) {
			assertThat(message(answer).path("payload").asString()).isEqualTo("for all");
		}
		awaitLeft("shared");
	}

	@Test
	void whatCameBeforeIsNotTheNextMessageAndTheConsoleStaysInItsGroup() throws Exception {
		try (EventStream events = api.events()) {
			api.put("/api/groups/both");
			peer.send(RawPeer.AGREED, 0, "both", bytes("before"));
			events.until((event) -> event.is("message", "payload", "before"));
		}
		assertThat(api.get("/api/groups/both/next?timeout=200ms").status()).isEqualTo(204);
		CompletableFuture<HttpResponse<String>> answer = waitIn("/api/groups/both/next");
		sendUntilAnswered("both", "after", answer);
		assertThat(message(answer).path("payload").asString()).isEqualTo("after");
		assertThat(api.get("/api/groups").body()).contains("\"both\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0ms", "0s", "-5s", "121s", "3m", "30", "soon", "99999999999999999999s", "9999999999999d",
			"1ns", "PT" })
	void aBadTimeoutIsRefusedWithWhatIsAllowed(String timeout) throws Exception {
		Answer answer = api.get("/api/groups/news/next?timeout=" + timeout);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.contentType()).startsWith("application/problem+json");
		assertThat(answer.text("field")).isEqualTo("timeout");
		assertThat(answer.text("detail")).contains("1ms to 120s", "30s");
	}

	@ParameterizedTest
	@CsvSource({ "a%20b, U+0020", "%23me%23localhost, not joined", "abcdefghijklmnopqrstuvwxyz012345, at most 31" })
	void aBadGroupIsRefusedWithTheReason(String group, String reason) throws Exception {
		Answer answer = api.get("/api/groups/" + group + "/next");
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.text("field")).isEqualTo("group");
		assertThat(answer.text("detail")).contains(reason);
		assertThat(api.get("/api/groups/next").status()).isEqualTo(400);
	}

	@Test
	void aThousandRequestsLeaveNoGroupJoined() throws Exception {
		for (int number = 0; number < 1000; number++) {
			assertThat(api.get("/api/groups/again/next?timeout=1ms").status()).isEqualTo(204);
		}
		awaitLeft("again");
		awaitWaiting(0);
	}

	@Test
	void aClientThatGoesAwayHoldsNothingLongerThanItsTime() throws Exception {
		try (Socket client = new Socket("127.0.0.1", sample.port())) {
			client.getOutputStream()
				.write(bytes("GET /api/groups/gone/next?timeout=2s HTTP/1.1\r\nHost: localhost\r\n\r\n"));
			awaitJoined("gone");
		}
		awaitLeft("gone");
		await().until(() -> sample.bean(WaitingRequests.class).waiting() == 0);
	}

	@Test
	void moreThanTwoHundredCannotWait() throws Exception {
		List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
		try (SampleRun crowded = SampleRun.at(sample.daemonPort())) {
			for (int number = 0; number < WaitingRequests.MAX_WAITING; number++) {
				answers.add(waitIn(crowded, "/api/groups/crowd/next?timeout=100s"));
			}
			await().atMost(Duration.ofSeconds(30))
				.until(() -> crowded.bean(WaitingRequests.class).waiting() == WaitingRequests.MAX_WAITING);
			Answer refused = crowded.api().get("/api/groups/crowd/next");
			assertThat(refused.status()).isEqualTo(503);
			assertThat(refused.text("detail")).contains("200 requests");
			// the web server has threads left for others
			assertThat(crowded.api().get("/api/connection").status()).isEqualTo(200);
		}
		// the application that stops lets them go
		for (CompletableFuture<HttpResponse<String>> answer : answers) {
			assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
		}
	}

	private static CompletableFuture<HttpResponse<String>> waitIn(String path) {
		return waitIn(sample, path);
	}

	private static CompletableFuture<HttpResponse<String>> waitIn(SampleRun run, String path) {
		return CLIENT.sendAsync(HttpRequest.newBuilder(URI.create(run.url(path))).build(), BodyHandlers.ofString());
	}

	private static JsonNode message(CompletableFuture<HttpResponse<String>> answer) throws Exception {
		HttpResponse<String> response = answer.get(10, TimeUnit.SECONDS);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
		return JsonMapper.shared().readTree(response.body());
	}

	private static void sendUntilAnswered(String group, String text, CompletableFuture<?> answer) {
		await().until(() -> {
			peer.send(RawPeer.AGREED, 0, group, bytes(text));
			return answer.isDone();
		});
	}

	private static void awaitWaiting(int requests) {
		await().until(() -> sample.bean(WaitingRequests.class).waiting() == requests);
	}

	private static void awaitJoined(String group) {
		await().until(() -> sample.bean(SpreadSession.class).view(group).isPresent());
	}

	private static void awaitLeft(String group) {
		await().until(() -> sample.bean(SpreadSession.class).view(group).isEmpty());
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
