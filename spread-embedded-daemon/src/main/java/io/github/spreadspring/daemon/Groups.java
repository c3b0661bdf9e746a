package io.github.spreadspring.daemon;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

import io.github.spreadspring.protocol.DaemonFrames;
import io.github.spreadspring.protocol.Frame;
import io.github.spreadspring.protocol.GroupId;
import io.github.spreadspring.protocol.MembershipBody;
import io.github.spreadspring.protocol.MembershipCause;

/**
 * All groups that have members, and what their members are told about each other.
 */
final class Groups {

	private final GroupId daemonMembership;

	private final BiConsumer<Frame, Collection<Session>> delivery;

	private final Map<String, Group> groups = new HashMap<>();

	/**
	 * Create groups without members.
	 * @param daemonMembership the id of the daemon membership, with index 0
	 * @param delivery delivers a frame to sessions
	 */
	Groups(GroupId daemonMembership, BiConsumer<Frame, Collection<Session>> delivery) {
		this.daemonMembership = daemonMembership;
		this.delivery = delivery;
	}

	/**
	 * Return the members of a group.
	 * @param name the name of the group
	 * @return the members; empty when there is no such group
	 */
	Collection<Session> members(String name) {
		Group group = this.groups.get(name);
		return (group != null) ? group.members() : List.of();
	}

	/**
	 * Return the groups that have members.
	 * @return the groups by name, in the order of the names
	 */
	SortedMap<String, Group> all() {
		return new TreeMap<>(this.groups);
	}

	void put(String name, Group group) {
		this.groups.put(name, group);
	}

	/**
	 * Join a group; without effect and without an answer for a member.
	 * @param session the session
	 * @param name the name of the group
	 */
	void join(Session session, String name) {
		Group group = this.groups.computeIfAbsent(name, (key) -> new Group(this.daemonMembership, List.of()));
		if (group.add(session)) {
			session.groups().add(name);
			tellMembers(MembershipCause.JOIN, name, group, session);
		}
	}

	/**
	 * Leave a group; without effect and without an answer for a session that is not a
	 * member.
	 * @param session the session
	 * @param name the name of the group
	 */
	void leave(Session session, String name) {
		if (session.groups().remove(name)) {
			remove(MembershipCause.LEAVE, name, session);
			if (session.wantsMembership()) {
				this.delivery.accept(DaemonFrames.selfLeave(name, FrameReader.ORDER), List.of(session));
			}
		}
	}

	/**
	 * Take a session out of all its groups.
	 * @param session the session
	 */
	void disconnect(Session session) {
		session.groups().forEach((name) -> remove(MembershipCause.DISCONNECT, name, session));
		session.groups().clear();
	}

	private void remove(MembershipCause cause, String name, Session session) {
		Group group = this.groups.get(name);
		if (group != null && group.remove(session)) {
			if (group.isEmpty()) {
				this.groups.remove(name);
			}
			tellMembers(cause, name, group, session);
		}
	}

	private void tellMembers(MembershipCause cause, String name, Group group, Session changed) {
		List<Session> receivers = group.members().stream().filter(Session::wantsMembership).toList();
		if (!receivers.isEmpty()) {
			MembershipBody body = MembershipBody.ofChange(group.id(), changed.id().toString());
			this.delivery.accept(DaemonFrames.membership(cause, name, group.memberNames(), body, FrameReader.ORDER),
					receivers);
		}
	}

}
