package io.github.spreadspring.daemon;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;

import io.github.spreadspring.protocol.DaemonFrames;
import io.github.spreadspring.protocol.GroupId;
import io.github.spreadspring.protocol.MembershipBody;
import io.github.spreadspring.protocol.MembershipCause;

/**
 * Forms a new daemon membership of daemons that come from one or several old ones, and
 * tells their clients.
 */
final class Installation {

	/** As in the C daemon: by the number of the daemon that formed it, then by time. */
	private static final Comparator<Part> BY_MEMBERSHIP = Comparator
		.<Part>comparingInt((part) -> part.from().membership().daemonId())
		.thenComparingInt((part) -> part.from().membership().time())
		.thenComparingInt((part) -> part.daemons().iterator().next().position());

	private final List<Part> parts;

	private final Sequencer to;

	/**
	 * Prepare a membership.
	 * @param daemons its daemons, in the order of the configuration
	 * @param loop the event loop
	 * @param rotation how long SAFE messages have to wait
	 */
	Installation(Set<VirtualDaemon> daemons, ScheduledExecutorService loop, Duration rotation) {
		Map<Sequencer, Set<VirtualDaemon>> origins = new LinkedHashMap<>();
		daemons.forEach(
				(daemon) -> origins.computeIfAbsent(daemon.sequencer(), (key) -> new LinkedHashSet<>()).add(daemon));
		List<Part> sorted = new ArrayList<>();
		origins.forEach((from, together) -> sorted.add(new Part(from, together)));
		sorted.sort(BY_MEMBERSHIP);
		this.parts = sorted;
		GroupId membership = DaemonMemberships.form(daemons.iterator().next().name());
		this.to = new Sequencer(membership, daemons, loop, rotation);
	}

	/**
	 * Install the membership. Nothing is ordered in it before it is released.
	 * @return the sequencer of the new membership, held
	 */
	Sequencer install() {
		this.to.steps().setHeld(true);
		this.parts.forEach((part) -> part.from().steps().setHeld(true));
		this.parts.forEach(Part::finish);
		this.to.daemons().forEach((daemon) -> daemon.sessions().forEach(this.to::opened));
		Map<String, Map<Part, Group>> groups = new TreeMap<>();
		this.parts.forEach((part) -> part.from().groups().all().forEach((name, group) -> {
			if (!part.membersOf(group).isEmpty()) {
				groups.computeIfAbsent(name, (key) -> new LinkedHashMap<>()).put(part, group);
			}
		}));
		groups.forEach(this::install);
		this.parts.forEach((part) -> part.moveSteps(this.to.steps()));
		this.to.daemons().forEach((daemon) -> daemon.follow(this.to));
		return this.to;
	}

	private void install(String name, Map<Part, Group> origins) {
		List<List<Session>> sets = new ArrayList<>();
		origins.forEach((part, group) -> sets.add(part.membersOf(group)));
		List<Session> members = sets.stream().flatMap(List::stream).toList();
		Group group = new Group(idOf(origins), members);
		this.to.groups().put(name, group);
		if (!isAffected(origins)) {
			return;
		}
		List<List<String>> setNames = sets.stream().map(Group::names).toList();
		for (int i = 0; i < sets.size(); i++) {
			MembershipBody body = new MembershipBody(group.id(), setNames, i);
			this.to.deliver(DaemonFrames.membership(MembershipCause.NETWORK, name, group.memberNames(), body,
					FrameReader.ORDER), sets.get(i).stream().filter(Session::wantsMembership).toList());
		}
	}

	private GroupId idOf(Map<Part, Group> origins) {
		if (!isAffected(origins)) {
			return origins.values().iterator().next().id();
		}
		GroupId membership = this.to.membership();
		return new GroupId(membership.daemonId(), membership.time(), 1);
	}

	private static boolean isAffected(Map<Part, Group> origins) {
		return origins.size() > 1 || origins.entrySet()
			.stream()
			.anyMatch((origin) -> origin.getKey().hasLostMembersOf(origin.getValue()));
	}

}
