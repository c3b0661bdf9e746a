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
 * Keeps what sessions log instead of printing it.
 */
final class SessionLog extends Handler implements BeforeEachCallback, AfterEachCallback {

	private final Logger logger = Logger.getLogger(SpreadSession.class.getName());

	private final List<LogRecord> records = new CopyOnWriteArrayList<>();

	@Override
	public void beforeEach(ExtensionContext context) {
		this.logger.addHandler(this);
		this.logger.setUseParentHandlers(false);
	}

	@Override
	public void afterEach(ExtensionContext context) {
		this.logger.removeHandler(this);
		this.logger.setUseParentHandlers(true);
	}

	/**
	 * Return the lines of a level.
	 * @param level the level
	 * @return what was logged at it, in order
	 */
	List<String> lines(Level level) {
		SimpleFormatter formatter = new SimpleFormatter();
		return this.records.stream()
			.filter((record) -> record.getLevel() == level)
			.map(formatter::formatMessage)
			.toList();
	}

	@Override
	public void publish(LogRecord record) {
		this.records.add(record);
	}

	@Override
	public void flush() {
	}

	@Override
	public void close() {
	}

}
