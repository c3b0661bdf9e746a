package io.github.spreadspring.messaging;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.springframework.util.ErrorHandler;

/**
 * Keeps what listeners failed on.
 */
public class RecordingErrorHandler implements ErrorHandler {

	private final List<Throwable> failures = new CopyOnWriteArrayList<>();

	@Override
	public void handleError(Throwable failure) {
		this.failures.add(failure);
	}

	public List<Throwable> failures() {
		return this.failures;
	}

	/**
	 * Wait for failures, because messages of different senders may come in any order.
	 * @param count how many at least
	 * @return the failures
	 */
	public List<Throwable> await(int count) {
		Awaitility.await().until(() -> this.failures.size() >= count);
		return this.failures;
	}

}
