package io.github.spreadspring.sample;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import io.github.spreadspring.sample.testing.ReadmeExcerpt;
import io.github.spreadspring.sample.testing.SampleApi;
import io.github.spreadspring.sample.testing.SampleApi.Answer;
import io.github.spreadspring.sample.testing.SampleRun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Health, endpoint and meters of the sample, over HTTP, as its README shows them.
 */
class SampleActuatorTests {

	private static final String CONSOLE = "/actuator/spread/listeners/console";

	private static SampleRun sample;

	private static SampleApi api;

	@BeforeAll
	static void start() throws Exception {
		sample = SampleRun.start();
		api = sample.api();
		api.put("/api/groups/chat");
		api.post("{\"to\":[\"chat\"],\"payload\":\"hi\"}");
	}

	@AfterAll
	static void stop() {
		sample.close();
	}

	@Test
	void healthHasTheFieldsThatAreShown() throws Exception {
		Answer answer = api.get("/actuator/health");
		assertThat(answer.status()).isEqualTo(200);
		JsonNode spread = answer.json().path("components").path("spread");
		assertThat(spread.path("status").asString()).isEqualTo("UP");
		JsonNode details = spread.path("details");
		assertThat(details.path("embedded").asBoolean()).isTrue();
		assertThat(details.path("groups").path("chat").asInt()).isOne();
		// nothing is left out there
		assertThat(ReadmeExcerpt.of("/actuator/health").fields("/components/spread"))
			.containsExactlyInAnyOrderElementsOf(ReadmeExcerpt.fields(spread));
	}

	@Test
	void theEndpointHasTheFieldsThatAreShown() throws Exception {
		JsonNode spread = api.get("/actuator/spread").json();
		assertThat(ReadmeExcerpt.fields(spread)).containsAll(ReadmeExcerpt.of("/actuator/spread").fields(""));
		assertThat(spread.at("/sessions/spreadSession/groups/chat").propertyNames())
			.containsExactlyInAnyOrder("groupId", "memberCount", "members");
		assertThat(api.get(CONSOLE).json().path("session").asString()).isEqualTo("spreadSession");
		Answer nobody = api.get("/actuator/spread/listeners/nobody");
		assertThat(nobody.status()).isEqualTo(404);
		assertThat(nobody.text("error")).contains("'nobody'", "'console'");
	}

	@Test
	void aListenerIsPausedAndResumed() throws Exception {
		assertThat(operate(CONSOLE, "pause").text("state")).isEqualTo("PAUSED");
		assertThat(operate(CONSOLE, "resume").text("state")).isEqualTo("RUNNING");
	}

	@Test
	void theSessionConnectsAnew() throws Exception {
		String path = "/actuator/spread/sessions/spreadSession";
		int before = api.get(path).json().path("statistics").path("reconnects").asInt();
		assertThat(operate(path, "reconnect").status()).isEqualTo(200);
		await().until(() -> api.get(path).json().path("statistics").path("reconnects").asInt() == before + 1);
		await().until(() -> api.get(path).json().path("groups").has("chat"));
	}

	@Test
	void aRequestThatCannotBeMetIsExplained() throws Exception {
		Answer unknown = operate(CONSOLE, "fly");
		assertThat(unknown.status()).isEqualTo(400);
		assertThat(unknown.text("error")).contains("start, stop, pause, resume");
		Answer nobody = operate("/actuator/spread/listeners/nobody", "stop");
		assertThat(nobody.status()).isEqualTo(404);
		assertThat(nobody.text("error")).contains("nobody");
	}

	@Test
	void prometheusHasTheMetersThatAreShown() throws Exception {
		await().until(() -> api.get("/actuator/prometheus").body().contains("spread_group_members{group=\"chat\""));
		List<String> shown = ReadmeExcerpt.of("/actuator/prometheus").meters();
		assertThat(shown).hasSizeGreaterThan(5);
		assertThat(api.get("/actuator/prometheus").body()).contains(shown);
	}

	private static Answer operate(String path, String operation) throws IOException, InterruptedException {
		return api.post(path, "{\"operation\":\"%s\"}".formatted(operation));
	}

}
