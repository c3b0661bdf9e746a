package io.github.spreadspring.client.session;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts how often a session has waited before it tried to connect again.
 */
final class BackOffCounter implements SessionStateListener {

	private final AtomicInteger count = new AtomicInteger();

	int count() {
		return this.count.get();
	}

	@Override
	public void stateChanged(SessionState from, SessionState to) {
		if (to == SessionState.BACKING_OFF) {
			this.count.incrementAndGet();
		}
	}

}
