package io.github.spreadspring.daemon;

import org.jspecify.annotations.Nullable;

/**
 * Something that happens and has its place in the one order. It does not know the
 * sequencer, because that can change while it waits.
 */
interface Step {

	/**
	 * Return where it comes from.
	 * @return the session
	 */
	Session source();

	/**
	 * Let it happen, or a part of it if a receiver may have to be waited for then.
	 * @param order the sequencer that takes it
	 * @return {@code true} if nothing of it is left
	 */
	boolean take(Sequencer order);

	/**
	 * Whether it is a message that every daemon must have before anybody gets it.
	 * @return {@code true} for SAFE messages
	 */
	boolean isSafe();

	/**
	 * Whether it need not wait for what is before it in the order.
	 * @return {@code true} for messages without order that travel alone
	 */
	boolean overtakes();

	/**
	 * Return the messages to deliver in a membership of daemons that is at its end.
	 * @return the messages, or {@code null} if this belongs into the next membership
	 */
	@Nullable FrameStep messagesOfOldMembership();

	/**
	 * Forget it.
	 */
	void discard();

}
