package io.github.spreadspring.sample;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.spreadspring.client.session.SessionState;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.sample.testing.SampleRun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Profiles of the stories, several at once.
 */
class ProfileTests {

	@TempDir
	private Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "network,oddeven", "network,oddeven,upload-processor", "network,upload-writer",
			"oddeven,upload-page" })
	void storiesGoTogether(String profiles) throws IOException {
		try (SampleRun sample = SampleRun.start("--spring.profiles.active=" + profiles, "--sample.network.ports=0,0,0",
				"--spring.datasource.url=jdbc:h2:file:%s/uploads;AUTO_SERVER=TRUE".formatted(this.folder))) {
			assertThat(sample.bean(SpreadSession.class).state()).isEqualTo(SessionState.CONNECTED);
			if (profiles.contains("oddeven")) {
				SpreadSession odd = sample.bean("oddSession", SpreadSession.class);
				await().until(() -> odd.view("oddeven").filter((view) -> view.members().size() == 2).isPresent());
			}
		}
	}

}
