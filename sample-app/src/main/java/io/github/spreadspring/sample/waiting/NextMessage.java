package io.github.spreadspring.sample.waiting;

import java.util.Base64;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.protocol.ServiceType;
import io.github.spreadspring.sample.web.Utf8;

/**
 * The message that was waited for, in the form that the events of the console have.
 *
 * @param groups all destinations
 * @param sender who sent it
 * @param serviceType the guarantee
 * @param type the message type
 * @param payload the text
 * @param payloadBase64 the bytes, when they are no text in UTF-8
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record NextMessage(List<String> groups, String sender, ServiceType serviceType, int type, @Nullable String payload,
		@Nullable String payloadBase64) {

	static NextMessage of(RegularMessage message) {
		String text = Utf8.text(message.body());
		return new NextMessage(message.groups(), message.sender().toString(), message.serviceType(),
				message.messageType(), text,
				(text != null) ? null : Base64.getEncoder().encodeToString(message.body()));
	}

}
