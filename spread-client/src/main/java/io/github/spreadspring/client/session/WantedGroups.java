package io.github.spreadspring.client.session;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
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

	/** Replaced when changed, never changed. */
	private volatile Set<String> names = Set.of();

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
	 * @return the names, in the order in which they were added; not changed later
	 */
	public Set<String> names() {
		return this.names;
	}

	private void add(String group) {
		Set<String> names = new LinkedHashSet<>(this.names);
		names.add(require(group));
		this.names = Collections.unmodifiableSet(names);
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
		Set<String> names = new LinkedHashSet<>(this.names);
		boolean left = names.remove(group);
		this.names = Collections.unmodifiableSet(names);
		return left;
	}

	/**
	 * Join all groups.
	 * @param stream what to join them with
	 */
	public void joinAll(SpreadStream stream) {
		this.names.forEach((group) -> {
			CompletableFuture<GroupView> joined = stream.join(group);
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
	}

}
