package io.github.spreadspring.client.session;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Makes the reader wait for streams that are full, and says so when it takes long. The
 * wait ends with the connection: otherwise one slow listener would hide from all others
 * that it is lost.
 */
final class BackPressure {

	private static final Logger logger = System.getLogger(SpreadSession.class.getName());

	private static final Duration CHECK = Duration.ofMillis(100);

	private static final int CHECKS_BEFORE_WARNING = 10;

	private BackPressure() {
	}

	/**
	 * Wait until a stream has room.
	 * @param stream the stream
	 * @param connected tells whether the connection is still there, as far as is known
	 * @throws InterruptedException if the reader has to end
	 */
	static void awaitRoom(SpreadStream stream, BooleanSupplier connected) throws InterruptedException {
		for (int checks = 1; !stream.awaitRoom(CHECK) && connected.getAsBoolean(); checks++) {
			if (checks == CHECKS_BEFORE_WARNING) {
				logger.log(Level.WARNING, "A listener of {0} is too slow: {1} events wait for it, and the session "
						+ "reads nothing until there is room. The daemon ends the connection when this takes too long.",
						stream.groups(), stream.size());
			}
		}
	}

}
