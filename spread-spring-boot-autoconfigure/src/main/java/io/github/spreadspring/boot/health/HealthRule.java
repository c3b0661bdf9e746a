package io.github.spreadspring.boot.health;

import java.util.Collection;

import org.springframework.boot.health.contributor.Status;

import io.github.spreadspring.client.session.SessionState;

/**
 * What makes a session healthy: it is connected, and every listener that should run is in
 * its groups.
 */
final class HealthRule {

	private HealthRule() {
	}

	/**
	 * Decide.
	 * @param state what the session is doing
	 * @param attempted whether its first attempt to connect has ended, well or not
	 * @param listeners how its listeners stand
	 * @return the status: out of service while the session or a listener is on its way
	 * up, or the session was stopped; down when something that should run does not
	 */
	static Status decide(SessionState state, boolean attempted, Collection<ListenerCondition> listeners) {
		return switch (state) {
			case DISCONNECTED, CLOSED -> Status.OUT_OF_SERVICE;
			case CONNECTING -> attempted ? Status.DOWN : Status.OUT_OF_SERVICE;
			case BACKING_OFF -> Status.DOWN;
			case CONNECTED -> decide(listeners);
		};
	}

	private static Status decide(Collection<ListenerCondition> listeners) {
		if (listeners.contains(ListenerCondition.ENDED) || listeners.contains(ListenerCondition.DENIED)) {
			return Status.DOWN;
		}
		if (listeners.contains(ListenerCondition.JOINING) || listeners.contains(ListenerCondition.NOT_STARTED)) {
			return Status.OUT_OF_SERVICE;
		}
		return Status.UP;
	}

}
