package io.github.spreadspring.benchmarks.soak.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.protocol.MemberId;

/**
 * One stay of a stream in a group: the current view, what came in it, and since when each
 * member has been there without a break.
 */
final class GroupLog {

	private static final int SAFE_KEPT = 64;

	private final Map<MemberId, Long> since = new HashMap<>();

	private GroupView view;

	private boolean partial;

	private boolean dropped;

	private boolean signalled;

	private final Deque<Long> safe = new ArrayDeque<>();

	private MessageLog messages = new MessageLog();

	/**
	 * Begin with the first view.
	 * @param view the view
	 * @param mayBeLate whether the session may have been in the view before this stream
	 * @param place where in the stream this is
	 */
	GroupLog(GroupView view, boolean mayBeLate, long place) {
		this.view = view;
		this.partial = mayBeLate;
		arrive(view.members(), place);
	}

	GroupView view() {
		return this.view;
	}

	MessageLog messages() {
		return this.messages;
	}

	void add(long id, boolean safe) {
		this.messages.add(id);
		if (safe && !this.signalled) {
			this.safe.add(id);
			if (this.safe.size() > SAFE_KEPT) {
				this.safe.remove();
			}
		}
	}

	/**
	 * The signal came: what is SAFE is so in our own set only.
	 */
	void signal() {
		this.signalled = true;
	}

	/**
	 * Return the last SAFE messages before the signal.
	 * @return their ids, at most {@value #SAFE_KEPT}
	 */
	List<Long> safe() {
		return List.copyOf(this.safe);
	}

	/**
	 * Whether messages of this view may have come before we were in it.
	 * @return {@code true} if so
	 */
	boolean isPartial() {
		return this.partial;
	}

	/**
	 * Return since when a member has been here without a break.
	 * @param member the member
	 * @return tells this stay from others; 0 if it is not here
	 */
	long since(MemberId member) {
		return this.since.getOrDefault(member, 0L);
	}

	/**
	 * Whether messages of this view were dropped here.
	 * @return {@code true} if so
	 */
	boolean isDropped() {
		return this.dropped;
	}

	/**
	 * Messages were dropped here, and nobody knows which.
	 * @param place where in the stream this is
	 */
	void dropped(long place) {
		this.dropped = true;
		this.since.replaceAll((member, since) -> place);
	}

	/**
	 * Go on with the next view.
	 * @param view the view
	 * @param arrived who is new in it, or back with another history
	 * @param place where in the stream this is
	 */
	void next(GroupView view, List<MemberId> arrived, long place) {
		this.view = view;
		this.partial = false;
		this.dropped = false;
		this.signalled = false;
		this.safe.clear();
		this.messages = new MessageLog();
		this.since.keySet().retainAll(view.members());
		arrive(arrived, place);
		view.members().forEach((member) -> this.since.putIfAbsent(member, place));
	}

	private void arrive(List<MemberId> members, long place) {
		members.forEach((member) -> this.since.put(member, place));
	}

	static String describe(GroupView view) {
		return "%s (%s) %s".formatted(view.group(), view.id(), members(view.members()));
	}

	static String members(List<MemberId> members) {
		return members.stream().map(MemberId::toString).collect(Collectors.joining(" ", "[", "]"));
	}

	static String origin(GroupView view) {
		return view.group() + " " + view.id().daemonId() + " " + view.id().time();
	}

}
