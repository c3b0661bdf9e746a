package io.github.spreadspring.client.session;

/**
 * Told of every change of a session's state: in order, one after the other, on a thread
 * that is neither the session's nor the caller's, so that it may take its time. What it
 * is told may therefore be past already; {@link SpreadSession#state()} is the present.
 * <p>
 * When 1,000 changes wait for listeners that do not return, further ones are put together
 * with the last: then a listener sees fewer changes, still each from where the one before
 * went to.
 */
@FunctionalInterface
public interface SessionStateListener {

	/**
	 * The state has changed.
	 * @param from the state before
	 * @param to the state after it; that from which the next change goes out
	 */
	void stateChanged(SessionState from, SessionState to);

}
