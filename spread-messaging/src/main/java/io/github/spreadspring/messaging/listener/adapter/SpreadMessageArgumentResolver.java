package io.github.spreadspring.messaging.listener.adapter;

import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.annotation.support.MessageMethodArgumentResolver;
import org.springframework.messaging.support.MessageBuilder;

/**
 * Resolves messages with their payload converted; empty text stays a message.
 */
class SpreadMessageArgumentResolver extends MessageMethodArgumentResolver {

	SpreadMessageArgumentResolver(MessageConverter converter) {
		super(converter);
	}

	@Override
	public Object resolveArgument(MethodParameter parameter, Message<?> message) throws Exception {
		if (message.getPayload() instanceof byte[] bytes && bytes.length == 0
				&& getPayloadType(parameter, message) == String.class) {
			return super.resolveArgument(parameter, MessageBuilder.createMessage("", message.getHeaders()));
		}
		return super.resolveArgument(parameter, message);
	}

}
