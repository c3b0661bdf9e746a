package io.github.spreadspring.benchmarks.run;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class StatisticsTests {

	@Test
	void theMedianIsTheNumberInTheMiddle() {
		assertThat(Statistics.median(List.of(9.0, 1.0, 5.0))).isEqualTo(5.0);
	}

	@Test
	void theMedianOfAnEvenCountIsTheMeanOfTheTwoInTheMiddle() {
		assertThat(Statistics.median(List.of(1.0, 100.0, 3.0, 2.0))).isEqualTo(2.5);
	}

	@Test
	void figuresThatAreNotThereDoNotCount() {
		assertThat(Statistics.median(List.of(Double.NaN, 4.0, Double.NaN))).isEqualTo(4.0);
		assertThat(Statistics.median(List.of(Double.NaN))).isNaN();
	}

	@Test
	void theSpreadIsHalfTheRangeAsPartOfTheMedian() {
		assertThat(Statistics.spread(List.of(90.0, 100.0, 130.0))).isCloseTo(0.2, within(1e-9));
	}

}
