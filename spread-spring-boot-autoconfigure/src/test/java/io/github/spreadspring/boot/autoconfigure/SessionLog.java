package io.github.spreadspring.boot.autoconfigure;

import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import io.github.spreadspring.client.session.SpreadSession;

/**
 * Keeps the warnings of sessions, which log without Spring.
 */
final class SessionLog extends Handler implements BeforeEachCallback, AfterEachCallback {

	private final Logger logger = Logger.getLogger(SpreadSession.class.getName());

	private final List<String> warnings = new CopyOnWriteArrayList<>();

	List<String> warnings() {
		return this.warnings;
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		this.logger.addHandler(this);
	}

	@Override
	public void afterEach(ExtensionContext context) {
		this.logger.removeHandler(this);
	}

	@Override
	public void publish(LogRecord record) {
		if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
			this.warnings.add(MessageFormat.format(record.getMessage(), record.getParameters()));
		}
	}

	@Override
	public void flush() {
	}

	@Override
	public void close() {
	}

}
