package io.github.spreadspring.client.transport;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When a receiver lets bytes gather; the clock is that of the test.
 */
class GatheringTests {

	private static final int FRAME = 144;

	private static final long GATHERING = TimeUnit.MICROSECONDS.toNanos(200);

	private long now = 1_000_000_000;

	private final ArrivalRate rate = new ArrivalRate(this.now);

	/** How often bytes were let gather. */
	private int gathered;

	@Test
	void messagesThatComeNowAndThenAreNotHeldUp() {
		for (int i = 0; i < 10_000; i++) {
			arrive(TimeUnit.MILLISECONDS.toNanos(1), 1);
		}
		assertThat(this.gathered).isZero();
	}

	@Test
	void theFirstMessagesOfABurstAreNotHeldUp() {
		for (int burst = 0; burst < 100; burst++) {
			for (int i = 0; i < 15; i++) {
				arrive(TimeUnit.MICROSECONDS.toNanos(10), 1);
			}
			arrive(TimeUnit.MILLISECONDS.toNanos(10), 1);
		}
		assertThat(this.gathered).isZero();
	}

	@Test
	void aFloodIsLetGather() {
		flood(10_000);
		assertThat(this.gathered).isGreaterThan(9_500);
	}

	@Test
	void aFloodOfFewLargeMessagesIsLetGatherToo() {
		for (int i = 0; i < 1_000; i++) {
			long wait = this.rate.isHigh(this.now) ? gather() : 5_000;
			this.now += wait;
			this.rate.addBytes((int) wait / 2);
		}
		assertThat(this.gathered).isGreaterThan(500);
	}

	@Test
	void theMoreBytesComeTheShorterTheyGather() {
		flood(1_000);
		assertThat(this.rate.gatheringNanos()).isEqualTo(150_000);
		for (int i = 0; i < 10_000; i++) {
			this.now += 100_000;
			this.rate.addBytes(100_000);
			this.rate.isHigh(this.now);
		}
		assertThat(this.rate.gatheringNanos()).as("for 64 KiB at 1 GB/s").isBetween(60_000L, 70_000L);
	}

	@Test
	void twoProgramsThatAnswerEachOtherAreHardlyEverHeldUp() {
		for (int i = 0; i < 100_000; i++) {
			long wait = this.rate.isHigh(this.now) ? gather() : 0;
			// the answer takes as long as ever, and comes when it comes
			this.now += Math.max(wait, TimeUnit.MICROSECONDS.toNanos(20));
			addFrames(1);
		}
		assertThat(this.gathered).isBetween(1, 50);
	}

	@Test
	void aFloodThatFollowsIsFoundAgain() {
		twoProgramsThatAnswerEachOtherAreHardlyEverHeldUp();
		this.now += TimeUnit.SECONDS.toNanos(2);
		this.gathered = 0;
		flood(10_000);
		assertThat(this.gathered).isGreaterThan(9_500);
	}

	@Test
	void theEndOfAFloodEndsTheGathering() {
		flood(1_000);
		this.gathered = 0;
		for (int i = 0; i < 1_000; i++) {
			arrive(TimeUnit.MILLISECONDS.toNanos(1), 1);
		}
		assertThat(this.gathered).isLessThan(100);
	}

	/**
	 * Let 100 frames a millisecond come.
	 * @param waits how often to wait for some
	 */
	private void flood(int waits) {
		for (int i = 0; i < waits; i++) {
			long wait = this.rate.isHigh(this.now) ? gather() : 10_000;
			this.now += wait;
			addFrames((int) (wait / 10_000));
		}
	}

	private void arrive(long nanos, int count) {
		long wait = this.rate.isHigh(this.now) ? gather() : 0;
		this.now += Math.max(wait, nanos);
		addFrames(count);
	}

	private void addFrames(int count) {
		for (int i = 0; i < count; i++) {
			this.rate.addFrame();
			this.rate.addBytes(FRAME);
		}
	}

	private long gather() {
		this.gathered++;
		return GATHERING;
	}

}
