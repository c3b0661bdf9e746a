package io.github.spreadspring.boot.health;

import io.github.spreadspring.messaging.listener.SpreadListenerContainer;

/**
 * How a listener stands, as far as health is concerned.
 */
enum ListenerCondition {

	/** In all its groups. */
	JOINED,

	/** Runs, and waits for the daemon to let it into its groups. */
	JOINING,

	/** To be started with the application, which has not come so far. */
	NOT_STARTED,

	/** Stopped on purpose, or not to be started by itself. */
	STOPPED,

	/** Has ended by itself. */
	ENDED,

	/** Runs, but was not let into a group, or was taken out of it. */
	DENIED;

	static ListenerCondition of(SpreadListenerContainer container) {
		if (!container.isInExpectedState()) {
			return ENDED;
		}
		if (container.isRunning()) {
			return ofRunning(container);
		}
		boolean started = container.getStatistics().getLastStart() != null;
		return (started || !container.isAutoStartup()) ? STOPPED : NOT_STARTED;
	}

	private static ListenerCondition ofRunning(SpreadListenerContainer container) {
		if (!container.getDeniedGroups().isEmpty()) {
			return DENIED;
		}
		return container.isJoined() ? JOINED : JOINING;
	}

}
