package io.github.spreadspring.messaging.listener.adapter;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException;
import org.springframework.messaging.handler.annotation.support.PayloadMethodArgumentResolver;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.ObjectError;
import org.springframework.validation.Validator;

/**
 * Resolves payloads. A Spread message without a body is a message like others: it is
 * empty text and empty bytes, and for every other type no payload at all.
 */
class SpreadPayloadArgumentResolver extends PayloadMethodArgumentResolver {

	private final MessageConverter converter;

	SpreadPayloadArgumentResolver(MessageConverter converter, @Nullable Validator validator) {
		super(converter, validator);
		this.converter = converter;
	}

	@Override
	public @Nullable Object resolveArgument(MethodParameter parameter, Message<?> message) throws Exception {
		Class<?> type = parameter.nestedIfOptional().getNestedParameterType();
		if (message.getPayload() instanceof byte[] bytes) {
			if (bytes.length == 0 && (type != String.class && type != byte[].class || mayBeMissing(parameter))) {
				return missing(parameter, message);
			}
			if (type == Object.class && message.getHeaders().containsKey(MessageHeaders.CONTENT_TYPE)) {
				// who asks for anything gets what the content type makes of it
				Object payload = this.converter.fromMessage(message, Object.class);
				return super.resolveArgument(parameter,
						(payload != null) ? MessageBuilder.createMessage(payload, message.getHeaders()) : message);
			}
		}
		return super.resolveArgument(parameter, message);
	}

	private static boolean mayBeMissing(MethodParameter parameter) {
		Payload payload = parameter.getParameterAnnotation(Payload.class);
		return (payload != null && !payload.required()) || parameter.isOptional();
	}

	private static @Nullable Object missing(MethodParameter parameter, Message<?> message) {
		if (parameter.getParameterType() == Optional.class) {
			return Optional.empty();
		}
		if (mayBeMissing(parameter)) {
			return null;
		}
		String name = String.valueOf(parameter.getParameterName());
		BeanPropertyBindingResult result = new BeanPropertyBindingResult(message.getPayload(), name);
		result.addError(new ObjectError(name,
				"Payload value must not be empty; a parameter with @Payload(required = false), @Nullable or Optional may be"));
		throw new MethodArgumentNotValidException(message, parameter, result);
	}

	@Override
	protected boolean isEmptyPayload(@Nullable Object payload) {
		return payload == null;
	}

}
