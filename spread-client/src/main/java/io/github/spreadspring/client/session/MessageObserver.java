package io.github.spreadspring.client.session;

import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.RegularMessage;

/**
 * Sees every message of a session, sent and received, to count them. It changes nothing,
 * and must return at once: the thread that sends or reads goes on when it has. What it
 * throws harms nobody.
 */
public interface MessageObserver {

	/**
	 * A message was handed to the daemon. When it comes back to ourselves, that may be
	 * seen before this.
	 * @param message the message
	 */
	default void sent(OutboundMessage message) {
	}

	/**
	 * A message came, for whichever stream or none; once, also when it was sent to
	 * several groups.
	 * @param message the message
	 */
	default void received(RegularMessage message) {
	}

}
