package io.github.spreadspring.benchmarks.soak;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.benchmarks.soak.check.Rule;
import io.github.spreadspring.benchmarks.soak.check.Violation;
import io.github.spreadspring.client.message.RegularMessage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A soak of a few seconds, so that it works when it is needed. The long ones are run by
 * hand.
 */
class SoakTests {

	private static final SoakSettings SHORT = new SoakSettings(Duration.ofSeconds(6), 6, 3, 6, 600, 0.4);

	private static final Logger LOGGER = Logger.getLogger("io.github.spreadspring");

	@BeforeAll
	static void logNothing() {
		LOGGER.setLevel(Level.OFF);
	}

	@AfterAll
	static void logAgain() {
		LOGGER.setLevel(null);
	}

	@Test
	void promisesAreKeptUnderFaults() throws Exception {
		try (Faults faults = new EmbeddedFaults(SHORT.daemons(), SHORT.pace())) {
			Outcome outcome = run(faults);
			assertThat(outcome.verdict().violations()).isEmpty();
			assertThat(outcome.troubles()).isZero();
			assertThat(outcome.passed()).isTrue();
			assertThat(outcome.done()).containsOnlyKeys(Action.values());
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
			new Soak(settings, faults, EventPath.STRAIGHT, out).run().print(out);
		}
		assertThat(bytes.toString()).contains("PASSED: 0 violations, seed 77").contains("messages: ");
	}

	@Test
	void messagesThatGetLostOnTheirWayAreFound() throws Exception {
		SoakSettings settings = new SoakSettings(Duration.ofSeconds(2), 3, 1, 2, 400, 10);
		AtomicInteger messages = new AtomicInteger();
		// several: nobody can miss the first ones of a stream, nor the last of a sender
		EventPath lossy = (event, next) -> {
			boolean ordered = event instanceof RegularMessage message && message.serviceType().isOrdered();
			int number = ordered ? messages.incrementAndGet() : 0;
			if (number == 0 || number % 10 != 0 || number > 200) {
				next.accept(event);
			}
		};
		try (Faults faults = new EmbeddedFaults(1, 0.1)) {
			Outcome outcome = new Soak(settings, faults, lossy, System.out).run();
			assertThat(outcome.passed()).isFalse();
			assertThat(outcome.verdict().violations()).extracting(Violation::rule).contains(Rule.NO_HOLE);
		}
	}

	private static Outcome run(Faults faults) throws InterruptedException {
		return new Soak(SHORT, faults, EventPath.STRAIGHT, System.out).run();
	}

}
