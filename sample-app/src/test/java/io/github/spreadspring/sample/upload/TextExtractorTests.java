package io.github.spreadspring.sample.upload;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The bounds within which documents are read.
 */
class TextExtractorTests {

	private static final byte[] ENDLESS = { 1 };

	private static final byte[] QUICK = { 2 };

	private final CountDownLatch end = new CountDownLatch(1);

	private final TextExtractor extractor = new TextExtractor(this::read, Duration.ofMillis(200));

	@AfterEach
	void stop() {
		this.end.countDown();
		this.extractor.destroy();
	}

	@Test
	void aReasonIsFitForAHeader() {
		TextExtractor failing = new TextExtractor((file) -> {
			throw new IOException("a\u0085b\u009bc\u2028de" + "😀".repeat(200));
		}, Duration.ofSeconds(10));
		String problem = failing.extract(QUICK).problem();
		assertThat(problem).startsWith("it cannot be read: a b c de😀").endsWith("😀 …");
		assertThat(problem.codePoints()).noneMatch(Character::isISOControl)
			.noneMatch((character) -> Character.getType(character) == Character.SURROGATE);
	}

	@Test
	void documentsThatDoNotEndAreGivenUpAndDoNotPileUp() {
		for (int number = 0; number < TextExtractor.MAX_DOCUMENTS; number++) {
			assertThat(this.extractor.extract(QUICK).lines()).isOne();
			assertThat(this.extractor.extract(ENDLESS).problem()).contains("took longer");
		}
		assertThat(this.extractor.extract(QUICK).problem()).contains("busy");
		this.end.countDown();
		await().until(() -> this.extractor.extract(QUICK).lines() == 1);
	}

	@Test
	void whateverFailsBecomesOneLine() {
		TextExtractor failing = new TextExtractor((file) -> {
			throw new StackOverflowError("too\ndeep " + "x".repeat(500));
		}, Duration.ofSeconds(10));
		assertThat(failing.extract(QUICK).problem()).startsWith("it cannot be read: too deep xxx").hasSize(202);
		failing.destroy();
	}

	private long read(byte[] file) {
		boolean ended = file != ENDLESS;
		while (!ended) {
			ended = hasEnded();
		}
		return 1;
	}

	// as a parser that does not care for interrupts
	private boolean hasEnded() {
		try {
			this.end.await();
			return true;
		}
		catch (InterruptedException ex) {
			return false;
		}
	}

}
