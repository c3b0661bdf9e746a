package io.github.spreadspring.benchmarks.run;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ChildProcessTests {

	@Test
	void aMarkHoldsWhatThePeerSays() {
		try (ChildProcess child = shell("echo READY; read line; echo noise; echo MARK 5000 42; read line")) {
			Mark mark = Mark.take(child);
			assertThat(mark.messages()).isEqualTo(42);
			assertThat(mark.nanos()).isEqualTo(5000);
		}
	}

	@Test
	void aPeerThatFailsIsToldWithItsOutput() {
		assertThatThrownBy(() -> shell("echo something before; echo ERROR no daemon; exit 1"))
			.isInstanceOf(IllegalStateException.class)
			.hasMessageContaining("ERROR no daemon")
			.hasMessageContaining("something before");
	}

	@Test
	void aPeerThatEndsIsNoticed() {
		try (ChildProcess child = shell("echo READY")) {
			assertThatThrownBy(() -> child.await("MARK")).hasMessageContaining("ended");
		}
	}

	@Test
	void closingEndsWhoeverReadsNoOrders() {
		ChildProcess child = shell("echo READY; exec sleep 60");
		child.close();
		assertThat(ProcessHandle.of(child.pid())).isEmpty();
	}

	private static ChildProcess shell(String script) {
		return ChildProcess.startReady("shell", List.of("sh", "-c", script));
	}

}
