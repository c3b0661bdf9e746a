package io.github.spreadspring.client.session;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Keeps what sessions log instead of printing it: from {@link #open()} to
 * {@link #close()}, or as an extension for each test.
 */
final class SessionLog extends Handler implements AutoCloseable, BeforeEachCallback, AfterEachCallback {

	private final Logger logger = Logger.getLogger(SpreadSession.class.getName());

	private final List<LogRecord> records = new CopyOnWriteArrayList<>();

	static SessionLog open() {
		SessionLog log = new SessionLog();
		log.begin();
		return log;
	}

	private void begin() {
		this.logger.addHandler(this);
		this.logger.setUseParentHandlers(false);
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		begin();
	}

	@Override
	public void afterEach(ExtensionContext context) {
		close();
	}

	/**
	 * Return the lines of a level.
	 * @param level the level
	 * @return what was logged at it, in order
	 */
	List<String> lines(Level level) {
		return this.records.stream().filter((line) -> line.getLevel() == level).map(SessionLog::text).toList();
	}

	/**
	 * Return what was said about one daemon, at the level of information and above.
	 * @param address the address of the daemon
	 * @return level and text of each line
	 */
	List<String> about(String address) {
		return this.records.stream()
			.filter((line) -> line.getLevel().intValue() >= Level.INFO.intValue())
			.map((line) -> line.getLevel() + " " + text(line))
			.filter((line) -> line.contains(address))
			.toList();
	}

	private static String text(LogRecord line) {
		return new SimpleFormatter().formatMessage(line);
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
		this.logger.setUseParentHandlers(true);
	}

}
