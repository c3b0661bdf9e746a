package io.github.spreadspring.messaging.listener.adapter;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.messaging.listener.SpreadListenerInterceptor;
import io.github.spreadspring.messaging.listener.SpreadMessageFilter;
import io.github.spreadspring.messaging.support.HeaderMode;
import io.github.spreadspring.messaging.support.SpreadHeaders;
import io.github.spreadspring.messaging.support.SpreadMessageMapper;

/**
 * How a message comes in: read, filtered, intercepted.
 */
final class MessageIntake {

	private final SpreadMessageMapper mapper;

	private final @Nullable HeaderMode headerMode;

	private final @Nullable SpreadMessageFilter filter;

	private final List<SpreadListenerInterceptor> interceptors;

	MessageIntake(AdapterSettings settings) {
		this.mapper = settings.mapper;
		this.headerMode = settings.headerMode;
		this.filter = settings.filter;
		this.interceptors = settings.interceptors;
	}

	Message<byte[]> read(RegularMessage message) {
		return (this.headerMode != null) ? this.mapper.fromSpread(message, this.headerMode)
				: this.mapper.fromSpread(message);
	}

	static Message<?> wrap(SpreadEvent event) {
		return MessageBuilder.withPayload(event).setHeader(SpreadHeaders.EVENT, event).build();
	}

	/**
	 * Let a message pass the filter and the interceptors.
	 * @param message the message
	 * @return its passage, to be ended whatever happens
	 */
	Passage begin(Message<byte[]> message) {
		boolean accepted = this.filter == null || this.filter.accept(message);
		Passage passage = new Passage(accepted ? message : null);
		this.interceptors.forEach(passage::enter);
		return passage;
	}

}
