package io.github.spreadspring.sample.upload;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import io.github.spreadspring.sample.testing.PostgresServer;
import io.github.spreadspring.sample.testing.RawPeer;
import io.github.spreadspring.sample.testing.SampleRun;
import io.github.spreadspring.sample.testing.UploadApi;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The pipeline with PostgreSQL as its database, where one is installed.
 */
@EnabledIf(value = "io.github.spreadspring.sample.testing.PostgresServer#isInstalled",
		disabledReason = "There is no PostgreSQL in /usr/lib/postgresql")
class PostgresPipelineTests {

	private static PostgresServer server;

	private static SampleRun sample;

	private static UploadApi api;

	@BeforeAll
	static void start() throws Exception {
		server = PostgresServer.start();
		sample = start("postgresql");
		api = new UploadApi(sample);
	}

	@AfterAll
	static void stop() throws Exception {
		if (sample != null) {
			sample.close();
		}
		if (server != null) {
			server.close();
		}
	}

	@Test
	void theRowIsFilled() throws Exception {
		JsonNode row = api.answered(api.upload("größe.txt", "one\ntwo"));
		assertThat(row.path("name").asString()).isEqualTo("größe.txt");
		assertThat(row.path("lines").asInt()).isEqualTo(2);
		assertThat(sample.bean(JdbcClient.class).sql("select version()").query(String.class).single())
			.startsWith("PostgreSQL");
	}

	@Test
	void anUnknownRowIsMadeAndItsIdPassedBy() throws Exception {
		long id = api.upload("before.txt", "text");
		try (RawPeer peer = new RawPeer(sample.daemonPort(), "peer")) {
			for (long ahead = id + 1; ahead < id + 4; ahead++) {
				peer.send(RawPeer.AGREED, 0, UploadMessages.RESPONSES,
						"f_id: %d\nsize: 5\nlines: 1\nproblem: a\0b\n\n".formatted(ahead)
							.getBytes(StandardCharsets.UTF_8));
			}
		}
		assertThat(api.answered(id + 3).path("problem").asString()).isEqualTo("a b");
		assertThat(api.upload("after.txt", "text")).isGreaterThan(id + 3);
	}

	@Test
	void theTableOutlivesTheApplication() throws Exception {
		long id = api.upload("kept.txt", "text");
		api.answered(id);
		try (SampleRun second = start("postgresql,upload-page")) {
			assertThat(new UploadApi(second).answered(id).path("name").asString()).isEqualTo("kept.txt");
		}
	}

	private static SampleRun start(String profiles) throws Exception {
		return SampleRun.start("--spring.profiles.active=" + profiles, "--spring.datasource.url=" + server.url(),
				"--spring.datasource.username=uploads");
	}

}
