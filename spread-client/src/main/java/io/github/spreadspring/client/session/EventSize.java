package io.github.spreadspring.client.session;

import java.util.List;

import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.NetworkChanged;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.RejectedMessage;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.client.message.ViewChanged;
import io.github.spreadspring.protocol.MemberId;

/**
 * What an event counts in bytes. Of messages these are the bodies, and of membership the
 * members: a view of a large group is larger than most messages. A view that is in
 * several streams counts in each of them. All other events are small, and count only by
 * their number.
 */
final class EventSize {

	/** About what a member takes in the memory of a JVM, with a name of usual length. */
	static final int MEMBER = 96;

	private EventSize() {
	}

	static long of(SpreadEvent event) {
		if (event instanceof RegularMessage message) {
			return message.body().length;
		}
		if (event instanceof RejectedMessage message) {
			return message.body().length;
		}
		if (event instanceof GroupJoined joined) {
			return of(joined.view());
		}
		if (event instanceof NetworkChanged changed) {
			GroupView previous = changed.previous();
			return of(changed.view()) + of(changed.sets()) + ((previous != null) ? of(previous) : 0);
		}
		return (event instanceof ViewChanged changed) ? of(changed.view()) : 0;
	}

	private static long of(GroupView view) {
		return (long) MEMBER * view.members().size();
	}

	private static long of(List<List<MemberId>> sets) {
		long members = 0;
		for (List<MemberId> set : sets) {
			members += set.size();
		}
		return MEMBER * members;
	}

}
