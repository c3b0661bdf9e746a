package io.github.spreadspring.sample.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * All three stages of the upload pipeline are programs in other languages.
 */
class MixedPeersPipelineTests {

	@RegisterExtension
	final PeerProcesses processes = new PeerProcesses();

	@BeforeAll
	static void requireInterpreters() {
		List.of(PeerLanguage.values()).forEach(PeerLanguage::require);
	}

	@ParameterizedTest
	@CsvSource({ "PYTHON, PHP, NODE", "PHP, NODE, PYTHON", "NODE, PYTHON, PHP" })
	void eachStageIsInAnotherLanguage(PeerLanguage uploading, PeerLanguage processing, PeerLanguage writing,
			@TempDir Path folder) throws Exception {
		Path file = Files.writeString(folder.resolve("file.txt"), "f_id: 8\r\n\r\nzwölf\n\nende");
		try (EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build().start()) {
			String address = daemon.address();
			PeerProcess writer = this.processes.start(writing, "writer", "--address", address, "--count", "1");
			PeerProcess processor = this.processes.start(processing, "processor", "--address", address, "--count", "1");
			writer.remark("In uploadresponses");
			processor.remark("In uploadfiles");
			PeerProcess upload = this.processes.start(uploading, "upload", "--address", address, "--f-id", "7",
					file.toString());
			assertThat(writer.line().replace(" ", "")).isEqualTo("{\"f_id\":7,\"size\":23,\"lines\":5}");
			assertThat(upload.exitStatus()).isZero();
			assertThat(processor.exitStatus()).isZero();
			assertThat(writer.exitStatus()).isZero();
		}
	}

}
