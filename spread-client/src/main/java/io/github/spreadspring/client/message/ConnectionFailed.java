package io.github.spreadspring.client.message;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.spreadspring.protocol.SpreadException;

/**
 * No daemon took the session in. Told once for each outage, and again when a daemon fails
 * in a new way; not for each attempt. A listener that is started during an outage is told
 * of the last attempt. The session keeps trying.
 *
 * @param reasons why each daemon did not, by its address, in the order in which they were
 * tried
 * @param attempts how many attempts have failed since the session was started or the
 * connection was lost, 1 or more
 * @param nextAttempt when the next attempt begins, at the latest
 */
public record ConnectionFailed(Map<String, SpreadException> reasons, int attempts,
		Instant nextAttempt) implements SessionEvent {

	/**
	 * Copy the reasons.
	 * @param reasons the reasons by address
	 * @param attempts the number of attempts
	 * @param nextAttempt when the next one begins
	 */
	public ConnectionFailed {
		reasons = Collections.unmodifiableMap(new LinkedHashMap<>(reasons));
	}

	/**
	 * Return all reasons in one line, for people.
	 * @return their messages
	 */
	public String reason() {
		return this.reasons.values()
			.stream()
			.map((reason) -> String.valueOf(reason.getMessage()))
			.collect(Collectors.joining(" / "));
	}

}
