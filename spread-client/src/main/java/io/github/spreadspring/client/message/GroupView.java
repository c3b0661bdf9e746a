package io.github.spreadspring.client.message;

import java.util.List;

import io.github.spreadspring.protocol.GroupId;
import io.github.spreadspring.protocol.MemberId;

/**
 * Who is in a group, as all its members see it between two membership changes.
 *
 * @param group the name of the group
 * @param id the id of this membership; ids can come back after the group was empty
 * @param members all members, in the same order for everybody: by daemon, then by byte
 * order of their names
 */
public record GroupView(String group, GroupId id, List<MemberId> members) {

	/**
	 * Take a copy of the members.
	 * @param group the name of the group
	 * @param id the id of this membership
	 * @param members all members
	 */
	public GroupView {
		members = List.copyOf(members);
	}

	/**
	 * Whether somebody is a member.
	 * @param member who
	 * @return {@code true} if this view has the member
	 */
	public boolean contains(MemberId member) {
		return this.members.contains(member);
	}

}
