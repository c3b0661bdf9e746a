package io.github.spreadspring.client.session;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Makes the reader wait for streams that are full, and says so when it takes long. The
 * wait ends with the connection: otherwise one slow listener would hide from all others
 * that it is lost.
 * <p>
 * Nor does it last while somebody waits for something that only the reader can bring, who
 * may be the very listener that is behind: then the session goes on reading into a
 * reserve.
 */
final class BackPressure {

	private static final Logger logger = System.getLogger(SpreadSession.class.getName());

	private static final Duration CHECK = Duration.ofMillis(10);

	private static final int CHECKS_BEFORE_WARNING = 100;

	private final BooleanSupplier mayUseReserve;

	/**
	 * Create the back-pressure of a session.
	 * @param mayUseReserve tells whether to go on although a stream is full
	 */
	BackPressure(BooleanSupplier mayUseReserve) {
		this.mayUseReserve = mayUseReserve;
	}

	/**
	 * Wait until a stream has room.
	 * @param stream the stream
	 * @param connected tells whether the connection is still there, as far as is known
	 * @throws InterruptedException if the reader has to end
	 */
	void awaitRoom(SpreadStream stream, BooleanSupplier connected) throws InterruptedException {
		if (stream.hasRoom()) {
			return;
		}
		for (int checks = 1; !this.mayUseReserve.getAsBoolean() && !stream.awaitRoom(CHECK)
				&& connected.getAsBoolean(); checks++) {
			if (checks == CHECKS_BEFORE_WARNING) {
				logger.log(Level.WARNING, "A listener of {0} is too slow: {1} events wait for it, and the session "
						+ "reads nothing until there is room. The daemon ends the connection when this takes too long.",
						stream.groups(), stream.size());
			}
		}
	}

}
