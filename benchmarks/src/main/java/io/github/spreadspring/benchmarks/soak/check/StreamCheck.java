package io.github.spreadspring.benchmarks.soak.check;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.protocol.MemberId;

/**
 * What is known of one stream.
 */
final class StreamCheck {

	private static final int RECENT = 60;

	private final int number;

	private final String name;

	private final StreamPlace order;

	private final Map<String, GroupLog> groups = new LinkedHashMap<>();

	private final Map<String, Lane> lanes = new HashMap<>();

	private final Map<Integer, BitSet> unordered = new HashMap<>();

	private final Map<Integer, Integer> latest = new HashMap<>();

	private final Deque<String> recent = new ArrayDeque<>();

	/**
	 * What it was in when the connection was lost, and may just have been about to leave.
	 */
	private final Set<String> leaving = new HashSet<>();

	/** Groups that it had to leave and has not joined again. */
	private final Set<String> expelled = new HashSet<>();

	private @Nullable MemberId self;

	private @Nullable MemberId previous;

	private long place;

	private boolean closed;

	StreamCheck(int number, String name, StreamPlace order) {
		this.number = number;
		this.name = name;
		this.order = order;
	}

	int number() {
		return this.number;
	}

	String name() {
		return this.name;
	}

	/**
	 * Whether its session has no other stream.
	 * @return {@code true} if so
	 */
	boolean isAlone() {
		return this.order == StreamPlace.ALONE;
	}

	/**
	 * Whether another stream of its session tells the same of the session.
	 * @return {@code true} if so
	 */
	boolean isFollower() {
		return this.order == StreamPlace.FOLLOWER;
	}

	boolean isClosed() {
		return this.closed;
	}

	void close() {
		this.closed = true;
		this.groups.clear();
		this.lanes.clear();
		this.unordered.clear();
		this.recent.clear();
	}

	Map<String, GroupLog> groups() {
		return this.groups;
	}

	@Nullable MemberId self() {
		return this.self;
	}

	@Nullable MemberId previous() {
		return this.previous;
	}

	void connected(MemberId member) {
		this.self = member;
		this.leaving.clear();
		this.expelled.clear();
	}

	void lost(MemberId member) {
		this.previous = member;
		this.self = null;
		this.leaving.addAll(this.groups.keySet());
		this.groups.clear();
	}

	/**
	 * Whether leaving a group ended with the connection.
	 * @param group the group
	 * @return {@code true} once for each group it was in
	 */
	boolean wasLeaving(String group) {
		return this.leaving.remove(group);
	}

	/**
	 * It had to leave groups: what it gets in their views is not all.
	 * @param names the groups
	 */
	void overflowed(List<String> names) {
		this.expelled.addAll(names);
		names.stream().map(this.groups::get).filter(Objects::nonNull).forEach((log) -> log.dropped(this.place));
	}

	/**
	 * Whether it may join a group in the midst of a view: its session has other streams,
	 * or it had to leave and is back before its session has left.
	 * @param group the group
	 * @return {@code true} once for each time it had to leave
	 */
	boolean mayBeLate(String group) {
		return this.expelled.remove(group) || !isAlone();
	}

	Lane lane(int incarnation, String group) {
		return this.lanes.computeIfAbsent(incarnation + " " + group, (key) -> new Lane());
	}

	/**
	 * An unordered letter came.
	 * @param letter the letter
	 * @return whether it had come before
	 */
	boolean isRepeated(Letter letter) {
		BitSet numbers = this.unordered.computeIfAbsent(letter.incarnation(), (key) -> new BitSet());
		boolean repeated = numbers.get(letter.number());
		numbers.set(letter.number());
		return repeated;
	}

	void latest(Letter letter) {
		this.latest.put(letter.incarnation(), letter.number());
	}

	/**
	 * Return the last ordered message of an incarnation that came.
	 * @param incarnation the incarnation
	 * @return its number; 0 for none
	 */
	int latest(int incarnation) {
		return this.latest.getOrDefault(incarnation, 0);
	}

	/**
	 * Return where in the stream its latest event is.
	 * @return the place, from 1
	 */
	long place() {
		return this.place;
	}

	void remember(SpreadEvent event, @Nullable Letter letter) {
		this.place++;
		String text = String.valueOf(event);
		if (event instanceof RegularMessage message) {
			text = message.serviceType() + " " + letter + " from " + message.sender() + " to " + message.groups();
		}
		this.recent.add(this.place + " " + text);
		if (this.recent.size() > RECENT) {
			this.recent.remove();
		}
	}

	List<String> recent() {
		return List.copyOf(this.recent);
	}

}
