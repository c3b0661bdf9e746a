package io.github.spreadspring.sample.network;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import tools.jackson.databind.JsonNode;

import io.github.spreadspring.sample.testing.EventStream;
import io.github.spreadspring.sample.testing.RawPeer;
import io.github.spreadspring.sample.testing.SampleApi;
import io.github.spreadspring.sample.testing.SampleApi.Answer;
import io.github.spreadspring.sample.testing.SampleRun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

/**
 * What the HTTP API does to the network, and tells of each side.
 */
class NetworkApiTests {

	/** Losses are noticed sooner than people need it. */
	static final String[] OPTIONS = { "--spring.profiles.active=network", "--sample.network.ports=0,0,0",
			"--sample.network.detection-time=200ms", "--spread.ping-interval=200ms", "--spread.ping-timeout=1s" };

	private static final String NETWORK = "/api/network";

	private static final String SPLIT = "{\"components\":[[\"alpha\"],[\"beta\",\"gamma\"]]}";

	private static SampleRun sample;

	private static SampleApi api;

	@BeforeAll
	static void start() throws Exception {
		sample = SampleRun.start(OPTIONS);
		api = sample.api();
		api.put("/api/groups/chat");
	}

	@AfterAll
	static void stop() {
		if (sample != null) {
			sample.close();
		}
	}

	@BeforeEach
	void together() throws Exception {
		for (String name : List.of("alpha", "beta", "gamma")) {
			act(name, "start");
			act(name, "thaw");
		}
		api.post(NETWORK + "/merge", "");
		api.post("/actuator/spread/sessions/spreadSession", "{\"operation\":\"reconnect\"}");
		awaitView("alpha", "#console#alpha", "#eye#alpha", "#eye#beta", "#eye#gamma");
		awaitView("beta", "#console#alpha", "#eye#alpha", "#eye#beta", "#eye#gamma");
		awaitView("gamma", "#console#alpha", "#eye#alpha", "#eye#beta", "#eye#gamma");
	}

	@Test
	void theConnectionIsToldToBeEmbedded() throws Exception {
		assertThat(api.get("/api/connection").json().path("embedded").asBoolean()).isTrue();
	}

	@Test
	void threeDaemonsReachEachOther() throws Exception {
		JsonNode network = api.get(NETWORK).json();
		assertThat(network.path("detectionMillis").asInt()).isEqualTo(200);
		assertThat(network.path("silenceMillis").asInt()).isEqualTo(1200);
		assertThat(texts(network.at("/sides/0"))).containsExactly("alpha", "beta", "gamma");
		assertThat(network.path("daemons")).extracting((daemon) -> daemon.path("state").asString())
			.containsExactly("RUNNING", "RUNNING", "RUNNING");
		assertThat(texts(daemon("beta").path("component"))).containsExactly("alpha", "beta", "gamma");
		assertThat(daemon("alpha").path("home").asBoolean()).isTrue();
		assertThat(daemon("beta").path("home").asBoolean()).isFalse();
		assertThat(daemon("beta").at("/observer/member").asString()).isEqualTo("#eye#beta");
	}

	@Test
	void eachSideOfASplitSeesItselfAndHearsItselfUntilAMerge() throws Exception {
		assertThat(api.post(NETWORK + "/partition", SPLIT).status()).isEqualTo(204);
		awaitView("alpha", "#console#alpha", "#eye#alpha");
		awaitView("beta", "#eye#beta", "#eye#gamma");
		awaitView("gamma", "#eye#beta", "#eye#gamma");
		assertThat(texts(daemon("gamma").path("component"))).containsExactly("beta", "gamma");
		assertThat(kinds("gamma")).endsWith("TRANSITION", "NETWORK");
		assertThat(say("alpha", "left").status()).isEqualTo(202);
		assertThat(say("gamma", "right").status()).isEqualTo(202);
		await().until(() -> messages("alpha").contains("#eye#alpha: left"));
		await().until(() -> messages("beta").contains("#eye#gamma: right"));
		api.post(NETWORK + "/merge", "");
		awaitView("alpha", "#console#alpha", "#eye#alpha", "#eye#beta", "#eye#gamma");
		awaitView("gamma", "#console#alpha", "#eye#alpha", "#eye#beta", "#eye#gamma");
		say("beta", "together");
		await().until(() -> messages("alpha").contains("#eye#beta: together"));
		await().until(() -> messages("gamma").contains("#eye#beta: together"));
		// what comes later in one order would have come behind it
		assertThat(messages("alpha")).doesNotContain("#eye#gamma: right");
		assertThat(messages("gamma")).doesNotContain("#eye#alpha: left");
	}

	@Test
	void daemonsThatAreNotNamedAreASideOfTheirOwn() throws Exception {
		api.post(NETWORK + "/partition", "{\"components\":[[\"beta\"]]}");
		awaitView("beta", "#eye#beta");
		awaitView("gamma", "#console#alpha", "#eye#alpha", "#eye#gamma");
		assertThat(texts(api.get(NETWORK).json().at("/sides/1"))).containsExactly("alpha", "gamma");
	}

	@Test
	void theConsoleGoesToAnotherDaemonWhenItsOwnIsKilled() throws Exception {
		try (EventStream events = api.events()) {
			act("alpha", "kill");
			events.until((event) -> event.is("connection", "privateGroup", "#console#beta"));
			assertThat(daemon("alpha").path("state").asString()).isEqualTo("KILLED");
			assertThat(texts(daemon("alpha").path("component"))).isEmpty();
			awaitView("gamma", "#console#beta", "#eye#beta", "#eye#gamma");
			assertThat(daemon("beta").path("home").asBoolean()).isTrue();
			assertThat(texts(api.get("/api/groups").json().at("/0/members"))).contains("#console#beta");
			assertThat(kinds("alpha")).endsWith("LOST");
			Answer nobody = say("alpha", "anybody?");
			assertThat(nobody.status()).isEqualTo(503);
			assertThat(nobody.text("detail")).startsWith("Not connected");
			assertThat(act("alpha", "start").status()).isEqualTo(204);
			awaitView("gamma", "#eye#alpha", "#console#beta", "#eye#beta", "#eye#gamma");
			assertThat(daemon("alpha").path("state").asString()).isEqualTo("RUNNING");
		}
	}

	@Test
	void aDaemonThatStandsStillIsMissedByTheOthersAndThenByItsClients() throws Exception {
		act("alpha", "freeze");
		assertThat(daemon("alpha").path("state").asString()).isEqualTo("FROZEN");
		awaitView("gamma", "#eye#beta", "#eye#gamma");
		awaitView("gamma", "#console#beta", "#eye#beta", "#eye#gamma");
		await().until(() -> daemon("alpha").at("/observer/member").isNull());
		act("alpha", "thaw");
		awaitView("gamma", "#eye#alpha", "#console#beta", "#eye#beta", "#eye#gamma");
		assertThat(daemon("alpha").path("state").asString()).isEqualTo("RUNNING");
	}

	@Test
	void aClientOfAnyMakeIsSeenFromAllDaemons() throws Exception {
		String address = daemon("gamma").path("address").asString();
		try (RawPeer peer = new RawPeer(Integer.parseInt(address.substring(0, address.indexOf('@'))), "raw")) {
			peer.join("chat");
			awaitView("alpha", "#console#alpha", "#eye#alpha", "#eye#beta", "#eye#gamma", "#raw#gamma");
		}
	}

	@Test
	void aLongTextIsCutBetweenCharacters() throws Exception {
		assertThat(say("beta", "x".repeat(199) + "😀😀").status()).isEqualTo(202);
		await().until(() -> messages("gamma").contains("#eye#beta: " + "x".repeat(199) + " …"));
	}

	@Test
	void observersFollowTheApplicationIntoGroupsAndOutOfThem() throws Exception {
		api.put("/api/groups/short");
		await().until(() -> members("gamma", "short").size() == 4);
		api.delete("/api/groups/short");
		await().until(() -> members("gamma", "short").isEmpty());
	}

	@Test
	void observersFollowIntoGroupsThatTheApplicationIsInAnyway() throws Exception {
		api.put("/api/groups/uploadfiles");
		await().until(() -> members("gamma", "uploadfiles").size() == 4);
		api.delete("/api/groups/uploadfiles");
		await().until(() -> members("gamma", "uploadfiles").isEmpty());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					/partition          | {}                                          | components | [["alpha"],["beta","gamma"]]
					/partition          | {"components":[]}                           | components | [["alpha"],["beta","gamma"]]
					/partition          | {"components":[null]}                       | components | [["alpha"],["beta","gamma"]]
					/partition          | {"components":[["delta"]]}                  | components | [alpha, beta, gamma]
					/partition          | {"components":[["beta"],["beta"]]}          | components | in one component only
					/daemons/beta/fly   | {}                                          | action     | kill, start, freeze, thaw and say
					/daemons/beta/say   | {"group":"chat","text":" "}                 | text       | not blank
					/daemons/beta/say   | {"group":"chat"}                            | text       | not blank
					/daemons/beta/say   | {"group":"a b","text":"x"}                  | group      | U+0020
					/daemons/beta/say   | {"text":"x"}                                | group      | 1 to 31
					""")
	void aBadFieldIsNamedWithWhatIsAllowed(String path, String json, String field, String allowed) throws Exception {
		Answer answer = api.post(NETWORK + path, json);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.contentType()).startsWith("application/problem+json");
		assertThat(answer.text("field")).isEqualTo(field);
		assertThat(answer.text("detail")).contains(allowed);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			/partition           | {"components":"alpha"} | 400 | {"components":
			/partition           | nonsense               | 400 | {"components":
			/daemons/delta/kill  | {}                     | 404 | [alpha, beta, gamma]
			""")
	void whatCannotBeDoneIsExplained(String path, String json, int status, String reason) throws Exception {
		Answer answer = api.post(NETWORK + path, json);
		assertThat(answer.status()).isEqualTo(status);
		assertThat(answer.text("detail")).contains(reason);
	}

	@Test
	void whatIsKilledCannotBeFrozen() throws Exception {
		act("gamma", "kill");
		Answer answer = act("gamma", "freeze");
		assertThat(answer.status()).isEqualTo(409);
		assertThat(answer.text("detail")).isEqualTo("Daemon \"gamma\" is killed: start it before it can be frozen");
	}

	@Test
	void aPortThatIsTakenIsNamed() throws IOException {
		try (ServerSocket taken = new ServerSocket(0)) {
			String ports = "--sample.network.ports=0,%d,0".formatted(taken.getLocalPort());
			assertThatException().isThrownBy(() -> SampleRun.start("--spring.profiles.active=network", ports).close())
				.havingRootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(ex.getReason()).contains(taken.getLocalPort() + "@127.0.0.1")
							.contains("Choose other ports"));
		}
	}

	@Test
	void everyDaemonNeedsAPort() {
		assertThatException()
			.isThrownBy(() -> SampleRun.start("--spring.profiles.active=network", "--sample.network.ports=0").close())
			.havingRootCause()
			.withMessageContaining("there are three daemons, [alpha, beta, gamma]");
	}

	@Test
	void withoutTheProfileThereIsNoNetwork() throws Exception {
		try (SampleRun alone = SampleRun.start()) {
			Answer answer = alone.api().get(NETWORK);
			assertThat(answer.status()).isEqualTo(404);
			assertThat(answer.contentType()).startsWith("application/problem+json");
			assertThat(answer.text("detail")).contains("-Dspring-boot.run.profiles=network");
			assertThat(alone.api().post(NETWORK + "/merge", "").status()).isEqualTo(404);
		}
	}

	private static Answer act(String name, String action) throws IOException, InterruptedException {
		return api.post("%s/daemons/%s/%s".formatted(NETWORK, name, action), "");
	}

	private static Answer say(String name, String text) throws IOException, InterruptedException {
		return api.post("%s/daemons/%s/say".formatted(NETWORK, name),
				"{\"group\":\"chat\",\"text\":\"%s\"}".formatted(text));
	}

	private static JsonNode daemon(String name) throws IOException, InterruptedException {
		return stream(api.get(NETWORK + "?group=chat").json().path("daemons"))
			.filter((daemon) -> daemon.path("name").asString().equals(name))
			.findFirst()
			.orElseThrow();
	}

	private static void awaitView(String daemon, String... members) {
		await("view at " + daemon).untilAsserted(() -> assertThat(members(daemon, "chat")).containsExactly(members));
	}

	private static List<String> members(String daemon, String group) throws IOException, InterruptedException {
		return stream(daemon(daemon).at("/observer/views"))
			.filter((view) -> view.path("group").asString().equals(group))
			.flatMap((view) -> texts(view.path("members")).stream())
			.toList();
	}

	private static List<String> messages(String daemon) throws IOException, InterruptedException {
		return stream(daemon(daemon).at("/observer/events"))
			.filter((event) -> event.path("kind").asString().equals("MESSAGE"))
			.map((event) -> event.path("from").asString() + ": " + event.path("text").asString())
			.toList();
	}

	private static List<String> kinds(String daemon) throws IOException, InterruptedException {
		return stream(daemon(daemon).at("/observer/events")).map((event) -> event.path("kind").asString()).toList();
	}

	private static List<String> texts(JsonNode list) {
		return stream(list).map(JsonNode::asString).toList();
	}

	private static Stream<JsonNode> stream(JsonNode list) {
		return StreamSupport.stream(list.spliterator(), false);
	}

}
