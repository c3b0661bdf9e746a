package io.github.spreadspring.client.transport;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When bytes gather. Time is a number here.
 */
class ArrivalRateTests {

	private static final long WINDOW = TimeUnit.MILLISECONDS.toNanos(1);

	private static final long START = Long.MAX_VALUE - 3 * WINDOW;

	private final ArrivalRate rate = new ArrivalRate(START);

	private long now = START;

	@Test
	void aFewMessagesAreNoFlood() {
		assertThat(isHighAfter(19, 1_000)).isFalse();
		assertThat(isHighAfter(19, 1_000)).isFalse();
	}

	@Test
	void manyMessagesOrManyBytesAreAFlood() {
		assertThat(isHighAfter(20, 1_000)).isTrue();
		ArrivalRate few = new ArrivalRate(0);
		few.addFrame();
		few.addBytes(100_000);
		assertThat(few.isHigh(WINDOW)).isTrue();
	}

	@Test
	void gatheringEndsWhenLessArrives() {
		assertThat(isHighAfter(100, 10_000)).isTrue();
		assertThat(isHighAfter(80, 8_000)).isTrue();
		assertThat(isHighAfter(80, 8_000)).as("80 % are worth it").isTrue();
		assertThat(isHighAfter(5, 500)).as("55 % are not").isFalse();
	}

	@Test
	void afterAVainTrialTheNextIsLater() {
		assertThat(isHighAfter(100, 10_000)).isTrue();
		assertThat(isHighAfter(0, 0)).isTrue();
		assertThat(isHighAfter(0, 0)).as("first trial ends").isFalse();
		assertThat(isHighAfter(100, 10_000)).as("second trial, after a pause of 1 ms").isTrue();
		assertThat(isHighAfter(0, 0)).isTrue();
		assertThat(isHighAfter(0, 0)).isFalse();
		assertThat(isHighAfter(100, 10_000)).as("now the pause is 2 ms").isFalse();
		assertThat(isHighAfter(100, 10_000)).isTrue();
	}

	@Test
	void whoDoesNotWantToWaitThatLongIsNotMadeTo() {
		for (int i = 0; i < 1_000_000; i++) {
			this.rate.addFrame();
		}
		assertThat(this.rate.gather(0)).isFalse();
	}

	@Test
	void anInterruptIsKept() {
		ArrivalRate flooded = new ArrivalRate(System.nanoTime() - WINDOW);
		for (int i = 0; i < 10_000_000; i++) {
			flooded.addFrame();
		}
		Thread.currentThread().interrupt();
		boolean gathered = flooded.gather(TimeUnit.SECONDS.toNanos(1));
		assertThat(Thread.interrupted()).isTrue();
		assertThat(gathered).isTrue();
	}

	private boolean isHighAfter(int frames, int bytes) {
		this.now += WINDOW;
		for (int i = 0; i < frames; i++) {
			this.rate.addFrame();
		}
		this.rate.addBytes(bytes);
		return this.rate.isHigh(this.now);
	}

}
