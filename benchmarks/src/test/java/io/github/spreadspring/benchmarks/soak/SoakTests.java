package io.github.spreadspring.benchmarks.soak;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A soak of a few seconds, so that it works when it is needed. The long ones are run by
 * hand.
 */
class SoakTests {

	private static final SoakSettings SHORT = new SoakSettings(Duration.ofSeconds(6), 5, 3, 6, 600, 0.4);

	@Test
	void promisesAreKeptUnderFaults() throws Exception {
		try (Faults faults = new EmbeddedFaults(SHORT.daemons(), SHORT.pace())) {
			Outcome outcome = run(faults);
			assertThat(outcome.verdict().violations()).isEmpty();
			assertThat(outcome.troubles()).isZero();
			assertThat(outcome.passed()).isTrue();
			assertThat(outcome.done()).containsKeys(Action.KILL, Action.START, Action.STOP_SESSION, Action.LEAVE);
			assertThat(outcome.verdict().delivered()).isGreaterThan(outcome.verdict().sent());
			assertThat(outcome.verdict().gaps()).isPositive();
			assertThat(outcome.verdict().compared()).isPositive();
		}
	}

	@Test
	void theVerdictIsPrintedWithTheSeed() throws Exception {
		SoakSettings settings = new SoakSettings(Duration.ofMillis(500), 77, 1, 2, 100, 0.1);
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (Faults faults = new EmbeddedFaults(1, 0.1); PrintStream out = new PrintStream(bytes)) {
			new Soak(settings, faults, out).run().print(out);
		}
		assertThat(bytes.toString()).contains("PASSED: 0 violations, seed 77").contains("messages: ");
	}

	private static Outcome run(Faults faults) throws InterruptedException {
		return new Soak(SHORT, faults, System.out).run();
	}

}
