package io.github.spreadspring.client.session;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.message.ConnectionFailed;
import io.github.spreadspring.protocol.SpreadException;

/**
 * The attempts to connect that have failed since there was a connection. Used by the
 * thread that connects.
 */
final class FailedAttempts {

	/** What the streams know: each kind of failure of each daemon. */
	private final Set<String> told = new HashSet<>();

	private int count;

	private boolean news;

	/**
	 * Add one more.
	 * @param reasons why each daemon did not take us in
	 * @param rest how long until the next attempt
	 * @return the event that tells it
	 */
	ConnectionFailed add(Map<DaemonAddress, SpreadException> reasons, Duration rest) {
		this.count++;
		this.news = false;
		Map<String, SpreadException> byAddress = new LinkedHashMap<>();
		reasons.forEach((address, reason) -> {
			byAddress.put(address.toString(), reason);
			if (this.told.add(address + " " + reason.getClass().getName())) {
				this.news = true;
			}
		});
		return new ConnectionFailed(byAddress, this.count, Instant.now().plus(rest));
	}

	/**
	 * Whether the last one failed in a way that none before it did.
	 * @return {@code true} if so
	 */
	boolean isNews() {
		return this.news;
	}

	/**
	 * There is a connection: the next failure is news.
	 */
	void clear() {
		this.told.clear();
		this.count = 0;
	}

}
