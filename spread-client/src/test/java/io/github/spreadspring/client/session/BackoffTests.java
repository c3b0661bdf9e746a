package io.github.spreadspring.client.session;

import java.time.Duration;
import java.util.stream.Stream;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The delays between attempts to connect.
 */
class BackoffTests {

	private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));

	@RepeatedTest(20)
	void eachDelayIsTwiceTheOneBeforeGiveOrTakeAFifth() {
		assertThat(this.backoff.delay(1)).isBetween(Duration.ofMillis(80), Duration.ofMillis(120));
		assertThat(this.backoff.delay(2)).isBetween(Duration.ofMillis(160), Duration.ofMillis(240));
		assertThat(this.backoff.delay(3)).isBetween(Duration.ofMillis(320), Duration.ofMillis(480));
	}

	@Test
	void noDelayIsLongerThanTheMaximum() {
		assertThat(Stream.iterate(4, (n) -> n + 1).limit(1000).map(this.backoff::delay))
			.allMatch((delay) -> delay.compareTo(Duration.ofSeconds(1)) <= 0)
			.allMatch((delay) -> delay.compareTo(Duration.ofMillis(600)) >= 0);
		assertThat(this.backoff.delay(Integer.MAX_VALUE)).isBetween(Duration.ofMillis(600), Duration.ofSeconds(1));
	}

	@Test
	void clientsOfARestartedDaemonDoNotAllComeAtOnce() {
		assertThat(Stream.generate(() -> this.backoff.delay(10)).limit(50).distinct()).hasSizeGreaterThan(25);
	}

}
