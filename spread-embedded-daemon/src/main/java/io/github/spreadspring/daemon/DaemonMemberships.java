package io.github.spreadspring.daemon;

import java.util.concurrent.atomic.AtomicInteger;

import io.github.spreadspring.protocol.GroupId;

/**
 * The ids of daemon memberships. They differ even between two starts in the same second.
 */
final class DaemonMemberships {

	private static final AtomicInteger lastTime = new AtomicInteger();

	private DaemonMemberships() {
	}

	/**
	 * Form a new membership.
	 * @param daemonName the name of the daemon that forms it
	 * @return its id as that of a group without any change, with index 0
	 */
	static GroupId form(String daemonName) {
		int now = (int) (System.currentTimeMillis() / 1000);
		int time = lastTime.updateAndGet((last) -> Math.max(last + 1, now));
		return new GroupId(daemonName.hashCode(), time, 0);
	}

}
