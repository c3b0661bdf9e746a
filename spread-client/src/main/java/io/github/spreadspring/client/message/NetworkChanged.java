package io.github.spreadspring.client.message;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.MembershipCause;

/**
 * Daemons became unreachable or reachable again, and with them members of a group.
 * Members of one virtual-synchrony set came here together from the same membership and
 * received the same messages in it.
 *
 * @param view who is in the group from now on
 * @param sets all members of the view, split by who came together
 * @param ownSet index of the set that has ourselves
 * @param previous the view before, where it is known: a session knows it, a bare
 * connection does not
 */
public record NetworkChanged(GroupView view, List<List<MemberId>> sets, int ownSet,
		@Nullable GroupView previous) implements ViewChanged {

	/**
	 * Return the members that came with us, ourselves included.
	 * @return our own virtual-synchrony set
	 */
	public List<MemberId> stayed() {
		return this.sets.get(this.ownSet);
	}

	/**
	 * Return the members that are new here: their history differs from ours. A member
	 * that lost contact and came back is among both the arrived and the departed.
	 * @return the members of all other sets
	 */
	public List<MemberId> arrived() {
		return without(this.view.members(), stayed());
	}

	/**
	 * Return the members of the view before that did not come with us.
	 * @return the members; empty where the view before is not known
	 */
	public List<MemberId> departed() {
		return (this.previous != null) ? without(this.previous.members(), stayed()) : List.of();
	}

	/**
	 * Return this change with the view before.
	 * @param previous the view before, if known
	 * @return the same change, which knows who departed
	 */
	public NetworkChanged after(@Nullable GroupView previous) {
		return new NetworkChanged(this.view, this.sets, this.ownSet, previous);
	}

	@Override
	public MembershipCause cause() {
		return MembershipCause.NETWORK;
	}

	private static List<MemberId> without(List<MemberId> all, List<MemberId> some) {
		Set<MemberId> others = Set.copyOf(some);
		return all.stream().filter((member) -> !others.contains(member)).toList();
	}

}
