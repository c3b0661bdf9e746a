package io.github.spreadspring.sample.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.spreadspring.sample.testing.EventStream;
import io.github.spreadspring.sample.testing.EventStream.Event;
import io.github.spreadspring.sample.testing.RawPeer;
import io.github.spreadspring.sample.testing.SampleApi;
import io.github.spreadspring.sample.testing.SampleApi.Answer;
import io.github.spreadspring.sample.testing.SampleRun;

import static org.assertj.core.api.Assertions.assertThat;

class ConsoleApiTests {

	private static SampleRun sample;

	private static SampleApi api;

	@BeforeAll
	static void start() throws IOException {
		sample = SampleRun.start();
		api = sample.api();
	}

	@AfterAll
	static void stop() {
		sample.close();
	}

	@Test
	void theConnectionIsShown() throws Exception {
		Answer answer = api.get("/api/connection");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.text("state")).isEqualTo("CONNECTED");
		assertThat(answer.text("privateGroup")).matches("#[^#]+#localhost");
		assertThat(answer.text("address")).isEqualTo(sample.daemonPort() + "@localhost");
		assertThat(answer.text("transport")).isEqualTo("socket");
		assertThat(answer.json().path("embedded").asBoolean()).isTrue();
	}

	@Test
	void joiningGivesTheViewAndLeavingEndsIt() throws Exception {
		Answer joined = api.put("/api/groups/joiners");
		assertThat(joined.status()).isEqualTo(200);
		assertThat(joined.text("group")).isEqualTo("joiners");
		assertThat(joined.json().path("members").get(0).asString()).isEqualTo(self());
		assertThat(api.put("/api/groups/joiners").body()).isEqualTo(joined.body());
		assertThat(api.get("/api/groups").body()).contains("\"joiners\"");
		assertThat(api.delete("/api/groups/joiners").status()).isEqualTo(204);
		assertThat(api.delete("/api/groups/joiners").status()).isEqualTo(404);
	}

	@Test
	void aNameThatAPathDoesNotBearIsGivenAsParameter() throws Exception {
		Answer joined = api.put("/api/groups?name=a%2Fb%3Bc");
		assertThat(joined.status()).isEqualTo(200);
		assertThat(joined.text("group")).isEqualTo("a/b;c");
		assertThat(api.delete("/api/groups?name=a%2Fb%3Bc").status()).isEqualTo(204);
	}

	@Test
	void aSemicolonInThePathIsRefusedAndNothingIsJoined() throws Exception {
		assertProblem(api.put("/api/groups/semi;colon"), 400, "group");
		assertThat(api.get("/api/groups").body()).doesNotContain("semi");
	}

	@ParameterizedTest
	@CsvSource({ "a%20b, U+0020", "%23me%23localhost, sent to but not joined",
			"abcdefghijklmnopqrstuvwxyz012345, at most 31" })
	void aBadGroupNameIsRefusedWithTheReason(String name, String reason) throws Exception {
		Answer answer = api.put("/api/groups?name=" + name);
		assertProblem(answer, 400, "group");
		assertThat(answer.text("detail")).contains(reason);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"to":[],"payload":"x"}                                  | to
			{"payload":"x"}                                          | to
			{"to":[null],"payload":"x"}                              | to
			{"to":["a b"],"payload":"x"}                             | to
			{"to":["g"]}                                             | payload
			{"to":["g"],"payload":"x","serviceType":"BEST"}          | serviceType
			{"to":["g"],"payload":"x","type":40000}                  | type
			{"to":["g"],"payload":"x","type":"seven"}                | type
			{"to":["g"],"payload":"x","selfDiscard":"perhaps"}       | selfDiscard
			{"to":"g","payload":"x"}                                 | to
			{"to":["g",1],"payload":"x"}                             | to
			{"to":["g"],"payload":5}                                 | payload
			{"to":["g"],"payload":"\\ud800"}                         | payload
			{"to":["g"],"payload":"x","type":1.5}                    | type
			{"to":["g"],"payload":"x","type":"7"}                    | type
			{"to":["g"],"payload":"x","type":99999999999}            | type
			{"to":["g"],"payload":"x","selfDiscard":"true"}          | selfDiscard
			{"to":["g"],"payload":"x","selfdiscard":true}            | selfdiscard
			[]                                                       | to
			"x"                                                      | to
			""")
	void aBadFieldIsNamed(String json, String field) throws Exception {
		assertProblem(api.post(json), 400, field);
	}

	@Test
	void limitsAreToldBeforeAnythingIsSent() throws Exception {
		Answer tooLong = api.post("{\"to\":[\"g\"],\"payload\":\"%s\"}".formatted("x".repeat(143_120)));
		assertProblem(tooLong, 400, "payload");
		assertThat(tooLong.text("detail")).contains("at most 143119");
		String many = String.join("\",\"", Collections.nCopies(44, "g"));
		Answer tooMany = api.post("{\"to\":[\"%s\"],\"payload\":\"x\"}".formatted(many));
		assertProblem(tooMany, 400, "to");
		assertThat(tooMany.text("detail")).contains("at most 43");
	}

	@Test
	void aGroupHasToBeNamed() throws Exception {
		assertProblem(api.put("/api/groups"), 400, "name");
	}

	@ParameterizedTest
	@ValueSource(strings = { "nonsense", "{\"to\":", "" })
	void whatIsNotJsonIsAProblemToo(String body) throws Exception {
		Answer answer = api.post(body);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.text("detail")).startsWith("The request is not JSON: ");
		assertThat(answer.contentType()).startsWith("application/problem+json");
	}

	@Test
	void aPeerOfAnotherMakeComesTalksAndGoes() throws Exception {
		api.put("/api/groups/meeting");
		try (EventStream events = api.events(); RawPeer peer = new RawPeer(sample.daemonPort(), "raw")) {
			assertThat(events.next().is("connection", "state", "CONNECTED")).isTrue();
			peer.join("meeting");
			Event joined = events.until((event) -> event.is("membership", "joined", peer.privateGroup()));
			assertThat(joined.text("cause")).isEqualTo("JOIN");
			assertThat(joined.data().path("members").size()).isEqualTo(2);
			assertThat(joined.text("groupId")).isNotEmpty();
			peer.send(RawPeer.AGREED, 7, "meeting", "<b>hello</b>".getBytes(StandardCharsets.UTF_8));
			Event message = events.until((event) -> event.name().equals("message"));
			assertThat(message.text("payload")).isEqualTo("<b>hello</b>");
			assertThat(message.text("sender")).isEqualTo(peer.privateGroup());
			assertThat(message.text("serviceType")).isEqualTo("AGREED");
			assertThat(message.data().path("type").asInt()).isEqualTo(7);
			assertThat(message.data().path("groups").get(0).asString()).isEqualTo("meeting");
			api.post("{\"to\":[\"meeting\",\"elsewhere\"],\"payload\":\"hi\",\"serviceType\":\"SAFE\",\"type\":9}");
			RawPeer.Frame received = peer.receiveMessage();
			while (!received.text().equals("hi")) {
				received = peer.receiveMessage();
			}
			assertThat(received.sender()).isEqualTo(self());
			assertThat(received.groups()).isEqualTo(2);
			assertThat(received.type()).isEqualTo(0x20);
			assertThat(received.messageType()).isEqualTo(9);
			peer.crash();
			Event gone = events.until((event) -> event.is("membership", "disconnected", peer.privateGroup()));
			assertThat(gone.text("cause")).isEqualTo("DISCONNECT");
		}
	}

	@Test
	void membersTalkInPrivate() throws Exception {
		try (EventStream events = api.events(); RawPeer peer = new RawPeer(sample.daemonPort(), "private")) {
			peer.send(RawPeer.AGREED, 0, self(), new byte[] { (byte) 0xff, 0 });
			Event message = events.until((event) -> event.is("message", "sender", peer.privateGroup()));
			assertThat(message.text("payloadBase64")).isEqualTo("/wA=");
			assertThat(message.data().has("payload")).isFalse();
			api.post("{\"to\":[\"%s\"],\"payload\":\"psst\"}".formatted(peer.privateGroup()));
			assertThat(peer.receiveMessage().text()).isEqualTo("psst");
		}
	}

	@Test
	void aMessageComesBackToItsSenderUnlessSelfDiscardIsSet() throws Exception {
		api.put("/api/groups/echo");
		try (EventStream events = api.events()) {
			api.post("{\"to\":[\"echo\"],\"payload\":\"not for me\",\"selfDiscard\":true}");
			assertThat(api.post("{\"to\":[\"echo\"],\"payload\":\"for all\"}").status()).isEqualTo(202);
			assertThat(events.until((event) -> event.name().equals("message")).text("payload")).isEqualTo("for all");
		}
	}

	@Test
	void aSecondCopyJoinsTheSameDaemonAndTakesOverWhenTheFirstOneGoes() throws Exception {
		SampleRun first = SampleRun.start();
		try (SampleRun second = SampleRun.at(first.daemonPort())) {
			SampleApi secondApi = second.api();
			assertThat(secondApi.get("/api/connection").json().path("embedded").asBoolean()).isFalse();
			first.api().put("/api/groups/pair");
			assertThat(secondApi.put("/api/groups/pair").json().path("members").size()).isEqualTo(2);
			String previous = secondApi.get("/api/connection").text("privateGroup");
			try (EventStream events = secondApi.events()) {
				first.close();
				events.until((event) -> event.is("membership", "cause", "LEAVE"));
				Event lost = events.until((event) -> event.is("gap", "kind", "LOST"));
				assertThat(lost.text("previous")).isEqualTo(previous);
				assertThat(lost.text("reason")).isNotEmpty();
				events
					.until((event) -> event.name().equals("connection") && event.data().path("privateGroup").isNull());
				Event restored = events.until((event) -> event.is("gap", "kind", "RESTORED"));
				assertThat(restored.text("previous")).isEqualTo(previous);
				assertThat(restored.data().path("gapMillis").isIntegralNumber()).isTrue();
				Event connected = events.until((event) -> event.is("connection", "state", "CONNECTED"));
				assertThat(connected.text("privateGroup")).isEqualTo(restored.text("privateGroup"));
				Event rejoined = events.until((event) -> event.is("membership", "group", "pair"));
				assertThat(rejoined.text("cause")).isEqualTo("JOIN");
			}
			assertThat(secondApi.get("/api/connection").json().path("embedded").asBoolean()).isTrue();
		}
		finally {
			first.close();
		}
	}

	@Test
	void withoutADaemonTheApplicationRunsAndSaysSo() throws Exception {
		try (SampleRun alone = SampleRun.start("--spread.embedded.enabled=false")) {
			SampleApi aloneApi = alone.api();
			Answer connection = aloneApi.get("/api/connection");
			assertThat(connection.text("state")).isIn("CONNECTING", "BACKING_OFF");
			assertThat(connection.json().path("privateGroup").isNull()).isTrue();
			assertThat(aloneApi.put("/api/groups/g").status()).isEqualTo(503);
			assertThat(aloneApi.post("{\"to\":[\"g\"],\"payload\":\"x\"}").status()).isEqualTo(503);
			try (EventStream events = aloneApi.events()) {
				Event event = events.next();
				assertThat(event.name()).isEqualTo("connection");
				assertThat(event.text("state")).isNotEqualTo("CONNECTED");
				Event attempt = events.until((next) -> next.is("attempt", "state", "BACKING_OFF"));
				assertThat(attempt.text("address")).isEqualTo(alone.daemonPort() + "@localhost");
				assertThat(attempt.data().path("addresses").get(0).asString()).isEqualTo(attempt.text("address"));
				assertThat(attempt.data().path("withinMillis").asLong()).isEqualTo(1000);
				assertThat(attempt.text("reason")).contains("Connection refused");
				int number = attempt.data().path("number").asInt();
				events.until((next) -> next.name().equals("attempt") && next.data().path("number").asInt() > number);
			}
		}
	}

	@Test
	void thePageIsServed() throws Exception {
		Answer page = api.get("/");
		assertThat(page.status()).isEqualTo(200);
		assertThat(page.contentType()).startsWith("text/html");
	}

	private static void assertProblem(Answer answer, int status, String field) {
		assertThat(answer.status()).as(answer.body()).isEqualTo(status);
		assertThat(answer.contentType()).startsWith("application/problem+json");
		assertThat(answer.text("field")).isEqualTo(field);
		assertThat(answer.text("detail")).isNotBlank();
	}

	private static String self() throws Exception {
		return api.get("/api/connection").text("privateGroup");
	}

}
