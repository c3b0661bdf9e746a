package io.github.spreadspring.client.session;

/**
 * What happens to messages when the queue of a listener is full. Membership and
 * connection events are never dropped, whatever the policy: a listener that has missed a
 * view would believe what is not true.
 */
public enum OverflowPolicy {

	/**
	 * The session reads nothing until there is room, for all its listeners. Nothing is
	 * lost as long as the daemon has patience: after about 1000 further messages it ends
	 * the connection.
	 */
	BLOCK,

	/**
	 * The messages that have waited longest are dropped, a tenth of the queue at once.
	 * {@code MessagesDropped} stands where they were.
	 */
	DROP_OLDEST,

	/**
	 * Arriving messages are dropped, until a tenth of the queue is free again.
	 * {@code MessagesDropped} stands where they were.
	 */
	DROP_NEWEST,

	/**
	 * The listener is taken out of the groups that the message is for, with
	 * {@code ListenerOverflowed} and {@code GroupLeft}; other listeners stay in them. It
	 * stays out until it joins them again; a listener container that is stopped and
	 * started joins all its groups.
	 * <p>
	 * Messages to our private group, which cannot be left, are dropped while there is no
	 * room; {@code MessagesDropped} stands where they were.
	 */
	LEAVE_GROUP

}
