package io.github.spreadspring.client.session;

import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What sessions say.
 */
final class SessionLines extends Handler implements AutoCloseable {

	private final Logger logger = Logger.getLogger(SpreadSession.class.getName());

	private final List<LogRecord> records = new CopyOnWriteArrayList<>();

	static SessionLines open() {
		SessionLines log = new SessionLines();
		log.logger.addHandler(log);
		return log;
	}

	/**
	 * Return what was said about one daemon, at the level of information and above.
	 * @param address the address of the daemon
	 * @return level and text of each line
	 */
	List<String> about(String address) {
		return this.records.stream()
			.filter((line) -> line.getLevel().intValue() >= Level.INFO.intValue())
			.map((line) -> line.getLevel() + " " + MessageFormat.format(line.getMessage(), line.getParameters()))
			.filter((line) -> line.contains(address))
			.toList();
	}

	@Override
	public void publish(LogRecord line) {
		this.records.add(line);
	}

	@Override
	public void flush() {
	}

	@Override
	public void close() {
		this.logger.removeHandler(this);
	}

}
