package io.github.spreadspring.client.session;

/**
 * What a session is doing.
 */
public enum SessionState {

	/** Not started, or stopped. */
	DISCONNECTED,

	/** Trying the addresses of its daemons. */
	CONNECTING,

	/** Connected; messages can be sent. */
	CONNECTED,

	/** No daemon could be reached; waiting before the next attempt. */
	BACKING_OFF,

	/** Closed for good. */
	CLOSED

}
