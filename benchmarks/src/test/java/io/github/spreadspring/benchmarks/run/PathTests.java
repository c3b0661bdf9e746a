package io.github.spreadspring.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class PathTests {

	@TempDir
	private Path directory;

	@Test
	void templateAndListenerGetFiguresOnTheEmbeddedDaemon() throws IOException {
		assertThat(run(new PathCommand(), "--impl", "spring-json", "--size", "100", "--socket", "unix"))
			.containsPattern("spring-json,RATE,\\d*[1-9]")
			.containsPattern("spring-json,SENDER_CPU,\\d")
			.containsPattern("spring-json,P50,\\d*[1-9]")
			.containsPattern("spring-json,P999,\\d*[1-9]");
	}

	@Test
	void aClientSendsToTheSinkAndReceivesFromTheSource() throws IOException {
		assertThat(run(new ClientCommand(), "--impl", "socket", "--socket", "tcp"))
			.containsPattern("socket,SENT,\\d*[1-9]")
			.containsPattern("socket,RECEIVED,\\d*[1-9]");
	}

	private String run(Object command, String... args) throws IOException {
		Path csv = this.directory.resolve("results.csv");
		int code = new CommandLine(
				command)
			.execute(
					Stream
						.concat(Stream.of(args), Stream.of("--rounds", "1", "--warmup", "0", "--seconds", "0.2",
								"--csv", csv.toString(), "--jvm-args", "-Xmx128m -XX:TieredStopAtLevel=1"))
						.toArray(String[]::new));
		assertThat(code).isZero();
		return Files.readString(csv);
	}

	@Test
	void cyclesTellWhatIsLeftBehind() {
		Leftovers before = new Leftovers(1_000_000, 5, 20);
		assertThat(new Leftovers(1_040_000, 5, 20).isCleanAfter(before)).isTrue();
		assertThat(new Leftovers(1_060_000, 5, 20).isCleanAfter(before)).isFalse();
		assertThat(new Leftovers(1_000_000, 6, 20).isCleanAfter(before)).isFalse();
		assertThat(new Leftovers(1_000_000, 5, 21).isCleanAfter(before)).isFalse();
	}

}
