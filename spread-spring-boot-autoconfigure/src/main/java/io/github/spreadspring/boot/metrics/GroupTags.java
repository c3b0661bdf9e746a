package io.github.spreadspring.boot.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The values of the tag {@code group}: as many groups as are allowed, first come, first
 * served.
 */
final class GroupTags {

	/** Stands for the private group of any member. No group can be called so. */
	static final String PRIVATE = "#private";

	/** Stands for all groups that came too late. */
	static final String OTHER = "#other";

	private final Set<String> named = ConcurrentHashMap.newKeySet();

	private final ReentrantLock naming = new ReentrantLock();

	private final int max;

	private volatile boolean full;

	GroupTags(int max) {
		this.max = max;
	}

	static boolean isPrivate(String group) {
		return !group.isEmpty() && group.charAt(0) == '#';
	}

	boolean isNamed(String group) {
		return this.named.contains(group);
	}

	String of(String group) {
		if (this.named.contains(group)) {
			return group;
		}
		if (this.full) {
			return OTHER;
		}
		this.naming.lock();
		try {
			if (this.named.size() < this.max) {
				this.named.add(group);
			}
			this.full = this.named.size() >= this.max;
			return this.named.contains(group) ? group : OTHER;
		}
		finally {
			this.naming.unlock();
		}
	}

}
