package io.github.spreadspring.messaging;

import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.ViewChanged;

/**
 * Somebody who waits for what comes back to a correlation id. All methods are called on
 * the thread that reads, and return at once.
 */
interface PendingReply {

	/**
	 * A reply came.
	 * @param message the reply
	 * @return whether it was still waited for
	 */
	boolean reply(RegularMessage message);

	/**
	 * A listener of this application will not answer.
	 */
	default void noReplyOfOurs() {
	}

	/**
	 * The membership of a group changed.
	 * @param change what happened
	 */
	default void viewChanged(ViewChanged change) {
	}

	/**
	 * We are no longer in a group.
	 * @param group the group
	 */
	default void leftByUs(String group) {
	}

	/**
	 * The connection is gone, and with it the address that replies were to go to.
	 * @param event who we were and why
	 */
	void lost(ConnectionLost event);

}
