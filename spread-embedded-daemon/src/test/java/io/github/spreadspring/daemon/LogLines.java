package io.github.spreadspring.daemon;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What the daemon logs while this is open.
 */
final class LogLines extends Handler implements AutoCloseable {

	private final Logger logger = Logger.getLogger(EmbeddedSpreadDaemon.class.getName());

	private final List<LogRecord> records = new CopyOnWriteArrayList<>();

	LogLines() {
		this.logger.addHandler(this);
		this.logger.setLevel(Level.ALL);
	}

	List<String> warnings() {
		return at(Level.WARNING);
	}

	List<String> infos() {
		return at(Level.INFO);
	}

	/**
	 * Return the lines at System.Logger's DEBUG.
	 */
	List<String> debugs() {
		return at(Level.FINE);
	}

	private List<String> at(Level level) {
		return this.records.stream().filter((entry) -> entry.getLevel() == level).map(LogRecord::getMessage).toList();
	}

	@Override
	public void publish(LogRecord entry) {
		this.records.add(entry);
	}

	@Override
	public void flush() {
	}

	@Override
	public void close() {
		this.logger.removeHandler(this);
		this.logger.setLevel(null);
	}

}
