package io.github.spreadspring.sample.peers;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import io.github.spreadspring.sample.testing.PostgresServer;
import io.github.spreadspring.sample.testing.RawPeer;
import io.github.spreadspring.sample.testing.SampleRun;
import io.github.spreadspring.sample.testing.UploadApi;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The writers in other languages keep answers in PostgreSQL, where one is installed.
 */
@EnabledIf(value = "io.github.spreadspring.sample.testing.PostgresServer#isInstalled",
		disabledReason = "There is no PostgreSQL in /usr/lib/postgresql")
class PeerDatabaseTests {

	private static PostgresServer server;

	private static SampleRun sample;

	@RegisterExtension
	final PeerProcesses processes = new PeerProcesses();

	@BeforeAll
	static void start() throws Exception {
		server = PostgresServer.start();
		sample = SampleRun.start("--sample.upload.roles=page,processor", "--spring.profiles.active=postgresql",
				"--spring.datasource.url=" + server.url(), "--spring.datasource.username=uploads");
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

	@ParameterizedTest
	@EnumSource
	void theRowIsFilledAndNothingInAnAnswerIsTakenForSql(PeerLanguage language) throws Exception {
		language.require();
		PeerProcess writer = write(language, server.port());
		UploadApi page = new UploadApi(sample);
		JsonNode row = page.answered(page.upload("text.txt", "one\ntwo"));
		assertThat(row.path("lines").asInt()).isEqualTo(2);
		assertThat(row.path("state").asString()).isEqualTo("DONE");

		String nasty = "grüße'); drop table uploads; -- :f_id \\ \\! \" $$ $(id)";
		long id = (1L << 60) / 2 + language.ordinal();
		try (RawPeer peer = new RawPeer(sample.daemonPort(), "peer")) {
			String answer = "f_id: %d\nsize: 5\nlines: 0\nproblem: %s\n\n".formatted(id, nasty);
			peer.send(RawPeer.AGREED, 0, "uploadresponses", answer.getBytes(StandardCharsets.UTF_8));
		}
		JsonNode other = page.answered(id);
		assertThat(other.path("problem").asString()).isEqualTo(nasty);
		assertThat(other.path("state").asString()).isEqualTo("UNREADABLE");
		writer.terminate();
		assertThat(writer.exitStatus()).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void aDatabaseThatIsNotThereDoesNotEndTheProgram(PeerLanguage language) throws Exception {
		language.require();
		PeerProcess writer = write(language, SampleRun.freePort());
		UploadApi page = new UploadApi(sample);
		long first = page.upload("text.txt", "one");
		assertThat(writer.line()).contains(String.valueOf(first));
		assertThat(writer.remark("psql ended with")).contains("cannot be used");
		long second = page.upload("text.txt", "one");
		assertThat(writer.line()).contains(String.valueOf(second));
	}

	private PeerProcess write(PeerLanguage language, int databasePort) throws Exception {
		PeerProcess writer = this.processes.start(language, "writer", "--address", sample.daemonPort() + "@localhost",
				"--psql", "host=127.0.0.1 port=%d user=uploads dbname=uploads".formatted(databasePort));
		writer.remark("In uploadresponses");
		return writer;
	}

}
