package io.github.spreadspring.benchmarks.soak.check;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LetterTests {

	@Test
	void theSmallestHas16Bytes() {
		Letter letter = new Letter(7, 8, true, List.of(9));
		byte[] body = letter.encode(1, new Random(1));
		assertThat(body).hasSize(16);
		assertThat(Letter.decode(body, 1)).isEqualTo(letter);
	}

	@Test
	void aLargeOneIsReadAgain() {
		Letter letter = new Letter(7, 8, false, List.of(9, 10));
		byte[] body = letter.encode(100_000, new Random(1));
		assertThat(body).hasSize(100_000);
		assertThat(Letter.decode(body, 2)).isEqualTo(letter);
	}

	@Test
	void aDamagedOrShortOneIsNotRead() {
		byte[] body = new Letter(7, 8, true, List.of(9)).encode(100, new Random(1));
		body[50]++;
		assertThat(Letter.decode(body, 1)).isNull();
		assertThat(Letter.decode(new byte[15], 1)).isNull();
	}

}
