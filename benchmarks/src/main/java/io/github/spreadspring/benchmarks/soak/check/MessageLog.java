package io.github.spreadspring.benchmarks.soak.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which messages came in which order: a digest of all, and the last of them.
 */
final class MessageLog {

	private static final int KEPT = 1024;

	private static final int SHOWN = 12;

	private final long[] last = new long[KEPT];

	private long count;

	private long hash;

	void add(long id) {
		this.last[(int) (this.count % KEPT)] = id;
		this.count++;
		this.hash = (this.hash ^ id) * 0x9e3779b97f4a7c15L;
		this.hash ^= this.hash >>> Integer.SIZE;
	}

	String digest() {
		return this.count + " messages, digest " + Long.toHexString(this.hash);
	}

	/**
	 * Return the last messages.
	 * @return the ids, at most {@value #KEPT}
	 */
	List<Long> last() {
		List<Long> ids = new ArrayList<>();
		for (long i = Math.max(0, this.count - KEPT); i < this.count; i++) {
			ids.add(this.last[(int) (i % KEPT)]);
		}
		return ids;
	}

	/**
	 * Whether somebody who came later got the same from there on.
	 * @param part what came to who came later
	 * @return {@code false} if it certainly is another end
	 */
	boolean endsWith(MessageLog part) {
		List<Long> all = last();
		List<Long> end = part.last();
		int common = Math.min(all.size(), end.size());
		return part.count <= this.count
				&& all.subList(all.size() - common, all.size()).equals(end.subList(end.size() - common, end.size()));
	}

	String difference(MessageLog other) {
		return "only in the first: " + without(last(), other.last()) + "; only in the second: "
				+ without(other.last(), last());
	}

	private static String without(List<Long> ids, List<Long> others) {
		Set<Long> rest = new LinkedHashSet<>(ids);
		others.forEach(rest::remove);
		return rest.stream().limit(SHOWN).map(Letter::describe).collect(Collectors.joining(", ", "", ""))
				+ ((rest.size() > SHOWN) ? " and " + (rest.size() - SHOWN) + " more" : "");
	}

}
