package io.github.spreadspring.client.session;

import java.util.List;

import io.github.spreadspring.protocol.SpreadException;

/**
 * Asked when none of its daemons could take a session in, before the session waits for
 * its next attempt; for example to start a daemon.
 */
@FunctionalInterface
public interface DaemonFallback {

	/**
	 * Leaves everything as it is.
	 */
	DaemonFallback NONE = (failures) -> false;

	/**
	 * Do something about it. Called on the session's own thread.
	 * @param failures why each address failed, in the order in which they were tried
	 * @return whether to try all addresses once more at once
	 */
	boolean provide(List<SpreadException> failures);

}
