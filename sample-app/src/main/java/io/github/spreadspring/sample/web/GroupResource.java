package io.github.spreadspring.sample.web;

import java.util.List;

import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.protocol.MemberId;

/**
 * Who is in a group.
 *
 * @param group the name of the group
 * @param groupId the id of the membership
 * @param members the members, in the order of the view
 */
public record GroupResource(String group, String groupId, List<String> members) {

	/**
	 * Tell of a view.
	 * @param view the view
	 * @return what is told of it
	 */
	public static GroupResource of(GroupView view) {
		return new GroupResource(view.group(), view.id().toString(),
				view.members().stream().map(MemberId::toString).toList());
	}

}
