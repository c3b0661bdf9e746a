package io.github.spreadspring.client.message;

import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.MembershipCause;

/**
 * A member left a group.
 *
 * @param view who is in the group from now on
 * @param member who left; no longer contained in the view
 */
public record MemberLeft(GroupView view, MemberId member) implements ViewChanged {

	@Override
	public MembershipCause cause() {
		return MembershipCause.LEAVE;
	}

}
