package io.github.spreadspring.sample.testing;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.openqa.selenium.StaleElementReferenceException;

import static org.awaitility.Awaitility.await;

/**
 * Waits for something to be there.
 */
final class Eventually {

	private static final Duration INTERVAL = Duration.ofMillis(50);

	private Eventually() {
	}

	/**
	 * Wait for a value.
	 * @param <T> its type
	 * @param patience how long
	 * @param what what is waited for, for the failure
	 * @param look looks once
	 * @return the value
	 */
	static <T> T get(Duration patience, String what, Callable<Optional<T>> look) {
		return await(what).atMost(patience)
			.pollDelay(Duration.ZERO)
			.pollInterval(INTERVAL)
			.ignoreExceptionsInstanceOf(StaleElementReferenceException.class)
			.until(look, Optional::isPresent)
			.orElseThrow();
	}

}
