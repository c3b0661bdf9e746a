package io.github.spreadspring.messaging.listener;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.support.GenericMessage;

import io.github.spreadspring.client.message.GroupLeft;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LoggingErrorHandler}.
 */
class LoggingErrorHandlerTests {

	private final Logger logger = Logger.getLogger(LoggingErrorHandler.class.getName());

	private final List<LogRecord> records = new ArrayList<>();

	private final Handler recorder = new Handler() {

		@Override
		public void publish(LogRecord record) {
			LoggingErrorHandlerTests.this.records.add(record);
		}

		@Override
		public void flush() {
		}

		@Override
		public void close() {
		}

	};

	@BeforeEach
	void record() {
		this.logger.addHandler(this.recorder);
		this.logger.setUseParentHandlers(false);
	}

	@AfterEach
	void stop() {
		this.logger.removeHandler(this.recorder);
		this.logger.setUseParentHandlers(true);
	}

	@Test
	void aFailureOfTheListenerIsLoggedWithItsStackTrace() {
		Exception cause = new IllegalStateException("of a test");
		new LoggingErrorHandler().handleError(failed(cause));
		assertThat(this.records).singleElement().satisfies((record) -> {
			assertThat(record.getLevel()).isEqualTo(Level.SEVERE);
			assertThat(record.getMessage()).contains("Listener 'my-listener' failed on GroupLeft");
			assertThat(record.getThrown()).isSameAs(cause);
		});
	}

	@Test
	void aPayloadThatCannotBeConvertedIsOneLine() {
		new LoggingErrorHandler().handleError(failed(new MessageConversionException("no JSON\n at line 1")));
		assertThat(this.records).singleElement().satisfies((record) -> {
			assertThat(record.getLevel()).isEqualTo(Level.SEVERE);
			assertThat(record.getMessage()).endsWith(": no JSON");
			assertThat(record.getThrown()).isNull();
		});
	}

	@Test
	void aFailureWithoutMessageIsLoggedAllTheSame() {
		new LoggingErrorHandler().handleError(failed(new MessagingException(new GenericMessage<>("text"))));
		assertThat(this.records).singleElement()
			.satisfies((record) -> assertThat(record.getMessage()).contains("my-listener"));
	}

	private static ListenerFailedException failed(Exception cause) {
		return new ListenerFailedException("my-listener", new GroupLeft("a"), cause);
	}

}
