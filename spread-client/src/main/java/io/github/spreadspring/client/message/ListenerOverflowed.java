package io.github.spreadspring.client.message;

import java.util.List;

/**
 * The listener was so far behind that its queue was full, and therefore was taken out of
 * groups. {@code GroupLeft} follows for each of them. It gets nothing more of them until
 * it joins them again, and what it misses until then is lost for it.
 *
 * @param groups the names of the groups
 */
public record ListenerOverflowed(List<String> groups) implements SessionEvent {

	/**
	 * Copy the groups.
	 * @param groups the names of the groups
	 */
	public ListenerOverflowed {
		groups = List.copyOf(groups);
	}

}
