package io.github.spreadspring.messaging.listener;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Keeps what a class logs instead of printing it.
 */
final class LogRecords extends Handler implements BeforeEachCallback, AfterEachCallback {

	private final Logger logger;

	private final List<LogRecord> records = new CopyOnWriteArrayList<>();

	LogRecords(Class<?> type) {
		this.logger = Logger.getLogger(type.getName());
	}

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

	List<LogRecord> all() {
		return this.records;
	}

	List<String> warnings() {
		return this.records.stream()
			.filter((record) -> record.getLevel() == Level.WARNING)
			.map(LogRecord::getMessage)
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
