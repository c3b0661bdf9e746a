package io.github.spreadspring.client.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.protocol.Names;

/**
 * The groups that somebody wants to be in, whether there is a stream to join them with or
 * not. For what is started and stopped on top of a session; changed by one thread at a
 * time.
 */
public final class WantedGroups {

	private final Set<String> wanted = new LinkedHashSet<>();

	/** Those of them that the stream was taken out of. */
	private final Set<String> overflowed = new HashSet<>();

	/** The others. Replaced when changed, never changed. */
	private volatile Set<String> names = Set.of();

	/** A copy of those that the stream was taken out of. */
	private volatile Set<String> lost = Set.of();

	/** Groups joined without a stream, for which somebody waits. */
	private final Map<String, CompletableFuture<GroupView>> awaited = new HashMap<>();

	/**
	 * Create groups.
	 * @param names the groups to begin with, {@link SpreadStream#PRIVATE} among them
	 * where it is wanted
	 * @throws io.github.spreadspring.protocol.IllegalNameException if a name is not
	 * allowed
	 */
	public WantedGroups(Collection<String> names) {
		names.forEach(this::add);
	}

	/**
	 * Return the groups.
	 * @return the names, in the order in which they were added; not changed later.
	 * Without those that {@link #overflowed} took away
	 */
	public Set<String> names() {
		return this.names;
	}

	/**
	 * Return the groups that are wanted but that the stream is not in, and will not be
	 * without something being done.
	 * @param stream what is in the others, if any
	 * @return those that {@link #overflowed} took away, and those that the daemon does
	 * not let us into
	 */
	public Set<String> denied(@Nullable SpreadStream stream) {
		Set<String> denied = new LinkedHashSet<>(this.lost);
		if (stream != null) {
			this.names.stream().filter(stream::isRefused).forEach(denied::add);
		}
		return denied;
	}

	private void add(String group) {
		this.wanted.add(require(group));
		this.overflowed.remove(group);
		update();
	}

	private void update() {
		Set<String> names = new LinkedHashSet<>(this.wanted);
		names.removeAll(this.overflowed);
		this.names = Collections.unmodifiableSet(names);
		this.lost = Set.copyOf(this.overflowed);
	}

	private static String require(String group) {
		return group.equals(SpreadStream.PRIVATE) ? group : Names.requireGroup(group);
	}

	/**
	 * Add a group.
	 * @param group the group
	 * @param stream what to join it with, now; {@code null} for with the next start
	 * @return completes when the stream is in the group
	 * @throws io.github.spreadspring.protocol.IllegalNameException if the name is not
	 * allowed
	 */
	public CompletableFuture<GroupView> join(String group, @Nullable SpreadStream stream) {
		add(group);
		return (stream != null) ? stream.join(group)
				: this.awaited.computeIfAbsent(group, (name) -> new CompletableFuture<>());
	}

	/**
	 * Remove a group.
	 * @param group the group
	 * @param stream what is in it, if any
	 * @return whether it was one of the groups
	 */
	public boolean leave(String group, @Nullable SpreadStream stream) {
		if (stream != null) {
			stream.leave(group);
		}
		CompletableFuture<GroupView> awaited = this.awaited.remove(group);
		if (awaited != null) {
			awaited.cancel(false);
		}
		boolean left = this.wanted.remove(group);
		this.overflowed.remove(group);
		update();
		return left;
	}

	/**
	 * Take groups away until somebody joins them again, or all are joined anew: the
	 * stream was full, and was taken out of them.
	 * @param groups the groups
	 * @param stream the stream; what it has joined again since does not count
	 */
	public void overflowed(Collection<String> groups, SpreadStream stream) {
		this.overflowed.addAll(groups);
		this.overflowed.removeAll(stream.groups());
		update();
	}

	/**
	 * Join all groups, also those that {@link #overflowed} took away.
	 * @param stream what to join them with
	 * @return completes when the stream is in all of them, our private group aside, which
	 * is there with the connection
	 */
	public CompletableFuture<Void> joinAll(SpreadStream stream) {
		this.overflowed.clear();
		update();
		List<CompletableFuture<GroupView>> all = new ArrayList<>();
		this.names.forEach((group) -> {
			CompletableFuture<GroupView> joined = stream.join(group);
			if (!group.equals(SpreadStream.PRIVATE)) {
				all.add(joined);
			}
			CompletableFuture<GroupView> awaited = this.awaited.remove(group);
			if (awaited != null) {
				joined.whenComplete((view, failure) -> {
					if (failure == null) {
						awaited.complete(view);
					}
					else {
						awaited.completeExceptionally(failure);
					}
				});
			}
		});
		return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new));
	}

}
