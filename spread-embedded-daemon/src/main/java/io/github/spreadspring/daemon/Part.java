package io.github.spreadspring.daemon;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.spreadspring.protocol.DaemonFrames;

/**
 * Daemons that go together from one daemon membership to the next. Nothing of the old
 * membership is changed, because others may leave it later: a daemon that is frozen has
 * not seen its end.
 *
 * @param from the sequencer of the old membership
 * @param daemons the daemons, in the order of the configuration
 */
record Part(Sequencer from, Set<VirtualDaemon> daemons) {

	boolean has(Session session) {
		return this.daemons.contains(session.daemon());
	}

	/**
	 * Return the members of a group who go together.
	 * @param group the group in the old membership
	 * @return the members; possibly none
	 */
	List<Session> membersOf(Group group) {
		return group.members().stream().filter(this::has).toList();
	}

	boolean hasLostMembersOf(Group group) {
		return !group.members().stream().allMatch(this::has);
	}

	/**
	 * Deliver what there is to deliver in the old membership: to groups that lose members
	 * the signal, then the messages that all daemons had and nobody was given.
	 */
	void finish() {
		this.from.groups().all().forEach((name, group) -> {
			if (hasLostMembersOf(group)) {
				this.from.deliver(DaemonFrames.transition(name, group.id(), FrameReader.ORDER),
						membersOf(group).stream().filter(Session::wantsMembership).toList());
			}
		});
		Set<Session> late = new HashSet<>();
		for (Step step : this.from.steps().undelivered()) {
			FrameStep messages = late.contains(step.source()) ? null : step.messagesOfOldMembership();
			if (messages != null) {
				this.from.deliverTo(messages, this::has);
			}
			else {
				late.add(step.source());
			}
		}
		this.from.flush();
	}

	/**
	 * Move what does not belong into the old membership any more.
	 * @param to the queue of the new membership
	 */
	void moveSteps(StepQueue to) {
		Set<Session> late = new HashSet<>();
		List<Step> moved = this.from.steps().takeUndelivered((step) -> {
			if (step.messagesOfOldMembership() == null) {
				late.add(step.source());
			}
			return late.contains(step.source()) && has(step.source());
		});
		to.addAll(moved);
		to.takeOver(this.from.steps(), this::has);
	}

}
