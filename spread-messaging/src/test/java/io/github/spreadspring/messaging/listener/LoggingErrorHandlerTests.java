package io.github.spreadspring.messaging.listener;

import java.util.logging.Level;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.messaging.MessageHandlingException;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.support.GenericMessage;

import io.github.spreadspring.client.message.GroupLeft;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LoggingErrorHandler}.
 */
class LoggingErrorHandlerTests {

	@RegisterExtension
	final LogRecords logged = new LogRecords(LoggingErrorHandler.class);

	@Test
	void aFailureOfTheListenerIsLoggedWithItsStackTrace() {
		Exception cause = new IllegalStateException("of a test");
		new LoggingErrorHandler().handleError(failed(cause));
		assertThat(this.logged.all()).singleElement().satisfies((record) -> {
			assertThat(record.getLevel()).isEqualTo(Level.SEVERE);
			assertThat(record.getMessage()).contains("Listener 'my-listener' failed on GroupLeft");
			assertThat(record.getThrown()).isSameAs(cause);
		});
	}

	@Test
	void aPayloadThatCannotBeConvertedIsOneLine() {
		new LoggingErrorHandler().handleError(failed(new MessageConversionException("no JSON\n at line 1")));
		assertThat(this.logged.all()).singleElement().satisfies((record) -> {
			assertThat(record.getLevel()).isEqualTo(Level.SEVERE);
			assertThat(record.getMessage()).endsWith(": no JSON");
			assertThat(record.getThrown()).isNull();
		});
	}

	@Test
	void aMissingHeaderIsOneLineToo() {
		new LoggingErrorHandler()
			.handleError(failed(new MessageHandlingException(new GenericMessage<>("text"), "Missing header 'f_id'")));
		assertThat(this.logged.all()).singleElement().satisfies((record) -> {
			assertThat(record.getMessage()).contains("Missing header 'f_id'");
			assertThat(record.getThrown()).isNull();
		});
	}

	@Test
	void aFailureWithoutMessageIsLoggedAllTheSame() {
		new LoggingErrorHandler().handleError(failed(new MessagingException(new GenericMessage<>("text"))));
		assertThat(this.logged.all()).singleElement()
			.satisfies((record) -> assertThat(record.getMessage()).contains("my-listener"));
	}

	private static ListenerFailedException failed(Exception cause) {
		return new ListenerFailedException("my-listener", new GroupLeft("a"), cause);
	}

}
