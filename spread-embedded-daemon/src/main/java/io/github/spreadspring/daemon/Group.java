package io.github.spreadspring.daemon;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

import io.github.spreadspring.protocol.GroupId;

/**
 * The members of one group, in the daemon's order, and the id of its membership.
 */
final class Group {

	private final TreeSet<Session> members = new TreeSet<>(Session.ORDER);

	private GroupId id;

	/**
	 * Create a group.
	 * @param id the id of its membership; for a group without members that of the daemon
	 * membership, with index 0
	 * @param members the members
	 */
	Group(GroupId id, Collection<Session> members) {
		this.id = id;
		this.members.addAll(members);
	}

	/**
	 * Add a member.
	 * @param session the member
	 * @return {@code false} if it was a member already
	 */
	boolean add(Session session) {
		return this.members.add(session) && changed();
	}

	/**
	 * Remove a member.
	 * @param session the member
	 * @return {@code false} if it was not a member
	 */
	boolean remove(Session session) {
		return this.members.remove(session) && changed();
	}

	private boolean changed() {
		this.id = new GroupId(this.id.daemonId(), this.id.time(), this.id.index() + 1);
		return true;
	}

	boolean isEmpty() {
		return this.members.isEmpty();
	}

	GroupId id() {
		return this.id;
	}

	Collection<Session> members() {
		return this.members;
	}

	List<String> memberNames() {
		return names(this.members);
	}

	static List<String> names(Collection<Session> members) {
		return members.stream().map((member) -> member.id().toString()).toList();
	}

}
