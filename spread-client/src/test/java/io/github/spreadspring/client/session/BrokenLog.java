package io.github.spreadspring.client.session;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Fails whenever a session says something, from {@link #open()} to {@link #close()}.
 */
final class BrokenLog extends Handler implements AutoCloseable {

	private final Logger logger = Logger.getLogger(SpreadSession.class.getName());

	private final AtomicInteger count = new AtomicInteger();

	static BrokenLog open() {
		BrokenLog log = new BrokenLog();
		log.logger.addHandler(log);
		log.logger.setUseParentHandlers(false);
		return log;
	}

	/**
	 * Return how often it has failed.
	 * @return the number of lines that were not written
	 */
	int count() {
		return this.count.get();
	}

	@Override
	public void publish(LogRecord line) {
		this.count.incrementAndGet();
		throw new NoClassDefFoundError("of a test");
	}

	@Override
	public void flush() {
	}

	@Override
	public void close() {
		this.logger.removeHandler(this);
		this.logger.setUseParentHandlers(true);
	}

}
