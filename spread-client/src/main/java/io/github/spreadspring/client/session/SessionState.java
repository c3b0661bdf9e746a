package io.github.spreadspring.client.session;

/**
 * What a session is doing.
 */
public enum SessionState {

	/** Not started, or stopped. */
	DISCONNECTED,

	/**
	 * Trying the addresses of its daemons, also again and again while its private name is
	 * taken.
	 */
	CONNECTING,

	/** Connected; messages can be sent. */
	CONNECTED,

	/**
	 * The connection was lost, or no daemon could be reached; waiting before the next
	 * attempt.
	 */
	BACKING_OFF,

	/** Closed for good. */
	CLOSED;

	/**
	 * Whether a session may go from this state to another one.
	 * @param next the other state
	 * @return whether it may
	 */
	boolean canBecome(SessionState next) {
		return switch (this) {
			case DISCONNECTED -> next == CONNECTING || next == CLOSED;
			case CONNECTING -> next != CONNECTING;
			case CONNECTED -> next == BACKING_OFF || next == DISCONNECTED || next == CLOSED;
			case BACKING_OFF -> next == CONNECTING || next == DISCONNECTED || next == CLOSED;
			case CLOSED -> false;
		};
	}

}
