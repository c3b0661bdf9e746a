package io.github.spreadspring.client.message;

import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.MembershipCause;

/**
 * A member joined a group.
 *
 * @param view who is in the group from now on
 * @param member who joined; contained in the view
 */
public record MemberJoined(GroupView view, MemberId member) implements ViewChanged {

	@Override
	public MembershipCause cause() {
		return MembershipCause.JOIN;
	}

}
