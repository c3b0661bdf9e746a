package io.github.spreadspring.messaging;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.protocol.MemberId;

/**
 * A group of a Spread network, as this application sees it.
 */
public final class SpreadGroup {

	private final SpreadGroups groups;

	private final String name;

	SpreadGroup(SpreadGroups groups, String name) {
		this.groups = groups;
		this.name = name;
	}

	/**
	 * Return the name.
	 * @return the name of the group
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Return who is in the group.
	 * @return the current view; empty while this application is not in the group
	 */
	public Optional<GroupView> view() {
		return this.groups.session().view(this.name);
	}

	/**
	 * Return who is in the group.
	 * @return the members, in the same order for everybody; empty while this application
	 * is not in the group
	 */
	public List<MemberId> members() {
		return view().map(GroupView::members).orElse(List.of());
	}

	/**
	 * Whether this application is in the group.
	 * @return {@code true} if it is, for a listener or because it was joined here
	 */
	public boolean isJoined() {
		return view().isPresent();
	}

	/**
	 * Join the group, without a listener: this application is a member and knows the
	 * others, but nobody gets its messages.
	 * @return completes with the view once we are in the group. Completes with a
	 * {@link io.github.spreadspring.client.JoinRefusedException} when the daemon does not
	 * let us in, and is cancelled when the group is left before
	 */
	public CompletableFuture<GroupView> join() {
		return this.groups.join(this.name);
	}

	/**
	 * Take back {@link #join()}. We stay in the group as long as a listener needs it.
	 * @return whether it had been joined here
	 */
	public boolean leave() {
		return this.groups.leave(this.name);
	}

	/**
	 * Wait until the group has a number of members, ourselves included. Somebody has to
	 * join it, a listener or {@link #join()}: from outside a group its members are not
	 * known.
	 * @param members how many members, 1 or more
	 * @param timeout how long to wait
	 * @return the first view that has as many
	 * @throws MembersMissingException if it has fewer when the time is over
	 */
	public GroupView awaitMembers(int members, Duration timeout) {
		try {
			return this.groups.session()
				.awaitMembers(this.name, members, timeout)
				.orElseThrow(() -> new MembersMissingException(this.name, members, timeout, members()));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for members of '%s'".formatted(this.name), ex);
		}
	}

	@Override
	public String toString() {
		return "SpreadGroup '%s'".formatted(this.name);
	}

}
