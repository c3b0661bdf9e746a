package io.github.spreadspring.sample.network;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Something that an observer has seen, in words.
 *
 * @param number counts what this observer has seen
 * @param at when
 * @param kind MESSAGE, JOIN, LEAVE, DISCONNECT, NETWORK, TRANSITION, CONNECTED or LOST
 * @param groups where; empty if it concerns all groups
 * @param from who sent it, if it is a message
 * @param text what
 */
record Seen(long number, Instant at, String kind, List<String> groups, @Nullable String from, String text) {

	boolean concerns(@Nullable String group) {
		return group == null || this.groups.isEmpty() || this.groups.contains(group);
	}

}
