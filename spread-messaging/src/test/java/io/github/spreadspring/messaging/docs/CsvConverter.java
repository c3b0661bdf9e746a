package io.github.spreadspring.messaging.docs;

import java.nio.charset.StandardCharsets;

import org.springframework.messaging.Message;
import org.springframework.messaging.converter.AbstractMessageConverter;
import org.springframework.util.MimeType;

/**
 * The example of a format of the application's own.
 */
class CsvConverter extends AbstractMessageConverter {

	CsvConverter() {
		super(new MimeType("text", "csv"));
	}

	@Override
	protected boolean supports(Class<?> type) {
		return type == Order.class;
	}

	@Override
	protected Object convertFromInternal(Message<?> message, Class<?> type, Object hint) {
		String[] values = new String((byte[]) message.getPayload(), StandardCharsets.UTF_8).split(",");
		return new Order(values[0], Integer.parseInt(values[1]));
	}

}
