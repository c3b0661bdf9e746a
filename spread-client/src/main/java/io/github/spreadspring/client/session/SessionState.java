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

	/**
	 * Connected, as far as is known; messages can be sent. The end of a connection is
	 * found by whoever reads, behind all that the daemon sent before, or by a send that
	 * fails. So while the session does not read, because a listener is behind by as much
	 * as its stream may hold and its policy is to block, a loss is noticed only when
	 * there is room again, or with the next message that is sent.
	 */
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
