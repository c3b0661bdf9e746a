package io.github.spreadspring.client.message;

import io.github.spreadspring.protocol.MembershipCause;

/**
 * The membership of a group changed; all members get this at the same place in the order
 * of messages.
 */
public sealed interface ViewChanged extends MembershipMessage
		permits MemberJoined, MemberLeft, MemberDisconnected, NetworkChanged {

	/**
	 * Return who is in the group from now on.
	 * @return the new view
	 */
	GroupView view();

	/**
	 * Return why the membership changed.
	 * @return the cause
	 */
	MembershipCause cause();

	@Override
	default String group() {
		return view().group();
	}

}
