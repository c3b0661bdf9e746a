package io.github.spreadspring.client.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.message.GroupView;

/**
 * The streams of a session, and who takes part in what. Used under the lock of the
 * {@link Router}.
 */
final class Roster {

	/**
	 * Events that all streams of a session together may have above their bounds while
	 * somebody waits for a reply or a confirmation.
	 */
	static final int RESERVE_EVENTS = 10_000;

	/**
	 * Bytes of messages and views that all streams together may have above their bounds
	 * then.
	 */
	static final long RESERVE_BYTES = 64L * 1024 * 1024;

	private final Set<SpreadStream> streams = new LinkedHashSet<>();

	private final Set<SpreadStream> privateStreams = new LinkedHashSet<>();

	private final Map<String, GroupMembership> groups = new LinkedHashMap<>();

	Set<SpreadStream> streams() {
		return this.streams;
	}

	Set<SpreadStream> privateStreams() {
		return this.privateStreams;
	}

	Collection<GroupMembership> memberships() {
		return this.groups.values();
	}

	Set<String> groups() {
		return this.groups.keySet();
	}

	@Nullable GroupMembership membership(String group) {
		return this.groups.get(group);
	}

	GroupMembership membershipOf(String group) {
		return this.groups.computeIfAbsent(group, GroupMembership::new);
	}

	void forGroup(String group, Consumer<GroupMembership> action) {
		GroupMembership membership = this.groups.get(group);
		if (membership != null) {
			action.accept(membership);
		}
	}

	boolean isIn(SpreadStream stream, String group) {
		GroupMembership membership = this.groups.get(group);
		return membership != null && membership.hasBegun(stream);
	}

	boolean isJoining() {
		for (GroupMembership membership : this.groups.values()) {
			if (membership.isJoining()) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Return the groups whose join has not been answered.
	 * @return their names
	 */
	List<String> joining() {
		List<String> names = new ArrayList<>();
		this.groups.forEach((group, membership) -> {
			if (membership.isJoining()) {
				names.add(group);
			}
		});
		return names;
	}

	Optional<GroupView> view(String group) {
		return Optional.ofNullable(this.groups.get(group)).map(GroupMembership::view);
	}

	List<GroupView> views() {
		return this.groups.values().stream().flatMap((membership) -> Stream.ofNullable(membership.view())).toList();
	}

	Set<String> groupsOf(SpreadStream stream) {
		Set<String> names = new LinkedHashSet<>();
		this.groups.forEach((group, membership) -> {
			if (membership.isWantedBy(stream)) {
				names.add(group);
			}
		});
		if (this.privateStreams.contains(stream)) {
			names.add(SpreadStream.PRIVATE);
		}
		return names;
	}

	/**
	 * Take a stream out of everything.
	 * @param stream the stream
	 * @return the groups it had a part in
	 */
	List<String> remove(SpreadStream stream) {
		this.streams.remove(stream);
		this.privateStreams.remove(stream);
		List<String> left = new ArrayList<>();
		this.groups.forEach((group, membership) -> {
			if (membership.has(stream)) {
				membership.remove(stream);
				left.add(group);
			}
		});
		return left;
	}

	/**
	 * Return for what has to wait who wants others to see us leave.
	 * @param groups the groups to leave
	 * @return for each leave that is to be sent, what completes then
	 */
	List<CompletableFuture<Void>> partings(List<String> groups) {
		List<CompletableFuture<Void>> partings = new ArrayList<>();
		for (String group : groups) {
			GroupMembership membership = this.groups.get(group);
			CompletableFuture<Void> parting = (membership != null) ? membership.parting() : null;
			if (parting != null) {
				partings.add(parting);
			}
		}
		return partings;
	}

	void forgetUnwanted() {
		this.groups.values().removeIf(GroupMembership::isForgotten);
	}

	void forget(String group) {
		this.groups.remove(group);
	}

	/**
	 * Return how far all streams together exceed their bounds.
	 * @return the part of the session's reserve that is used, 0 and more
	 */
	double excess() {
		double excess = 0;
		for (SpreadStream stream : this.streams) {
			excess += stream.excess(RESERVE_EVENTS, RESERVE_BYTES);
		}
		return excess;
	}

	void requireOpen(SpreadStream stream) {
		if (!this.streams.contains(stream)) {
			throw new IllegalStateException("The stream is closed");
		}
	}

}
