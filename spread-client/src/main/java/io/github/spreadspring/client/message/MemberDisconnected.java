package io.github.spreadspring.client.message;

import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.MembershipCause;

/**
 * A member is no longer connected to its daemon, cleanly or not; the daemon does not tell
 * which.
 *
 * @param view who is in the group from now on
 * @param member who disconnected; no longer contained in the view
 */
public record MemberDisconnected(GroupView view, MemberId member) implements ViewChanged {

	@Override
	public MembershipCause cause() {
		return MembershipCause.DISCONNECT;
	}

}
