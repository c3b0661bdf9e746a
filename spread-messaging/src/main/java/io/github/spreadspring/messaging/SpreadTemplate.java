package io.github.spreadspring.messaging;

import java.util.List;

import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.core.AbstractMessageSendingTemplate;

import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.support.SpreadMessageMapper;

/**
 * Sends over a session. Safe for use by any number of threads.
 */
public class SpreadTemplate extends AbstractMessageSendingTemplate<String> implements SpreadOperations {

	private final SpreadSession session;

	private final SpreadMessageMapper mapper;

	/**
	 * Create a template.
	 * @param session the session to send over
	 * @param converter turns payloads into bytes
	 */
	@SuppressWarnings("this-escape")
	public SpreadTemplate(SpreadSession session, MessageConverter converter) {
		this.session = session;
		this.mapper = new SpreadMessageMapper(converter);
		setMessageConverter(converter);
	}

	@Override
	public SpreadSendSpec to(String... destinations) {
		List<String> groups = List.of(destinations);
		return new DefaultSendSpec((payload, headers) -> multicast(groups, doConvert(payload, headers, null)));
	}

	@Override
	protected void doSend(String destination, Message<?> message) {
		multicast(List.of(destination), message);
	}

	/**
	 * The one way out for all messages.
	 * @param groups the destinations
	 * @param message payload, headers and options
	 */
	private void multicast(List<String> groups, Message<?> message) {
		this.session.multicast(this.mapper.toSpread(groups, message));
	}

}
