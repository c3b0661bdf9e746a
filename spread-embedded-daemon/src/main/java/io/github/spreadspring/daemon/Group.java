package io.github.spreadspring.daemon;

import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

import io.github.spreadspring.protocol.GroupId;
import io.github.spreadspring.protocol.MemberId;

/**
 * The members of one group, in the daemon's order, and the id of its membership.
 */
final class Group {

	private final TreeMap<MemberId, Session> members = new TreeMap<>();

	private GroupId id;

	/**
	 * Create a group without members.
	 * @param daemonMembership the id of the daemon membership, with index 0
	 */
	Group(GroupId daemonMembership) {
		this.id = daemonMembership;
	}

	/**
	 * Add a member.
	 * @param session the member
	 * @return {@code false} if it was a member already
	 */
	boolean add(Session session) {
		return (this.members.putIfAbsent(session.id(), session) == null) && changed();
	}

	/**
	 * Remove a member.
	 * @param session the member
	 * @return {@code false} if it was not a member
	 */
	boolean remove(Session session) {
		return (this.members.remove(session.id()) != null) && changed();
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
		return this.members.values();
	}

	List<String> memberNames() {
		return this.members.keySet().stream().map(MemberId::toString).toList();
	}

}
