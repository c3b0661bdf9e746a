package io.github.spreadspring.messaging;

import java.time.Duration;
import java.util.List;

import io.github.spreadspring.protocol.MemberId;

/**
 * A group had fewer members than were waited for.
 */
public class MembersMissingException extends RuntimeException {

	private final transient List<MemberId> members;

	/**
	 * Create an exception.
	 * @param group the name of the group
	 * @param wanted how many members were waited for
	 * @param timeout how long
	 * @param members who was in it when the time was over
	 */
	public MembersMissingException(String group, int wanted, Duration timeout, List<MemberId> members) {
		super("Group '%s' has %d of %d members after %d ms%s".formatted(group, members.size(), wanted,
				timeout.toMillis(), members.isEmpty() ? ": this application is not in it" : ": " + members));
		this.members = members;
	}

	/**
	 * Return who was in the group when the time was over.
	 * @return the members; empty if this application was not in it
	 */
	public List<MemberId> members() {
		return this.members;
	}

}
