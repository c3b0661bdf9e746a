package io.github.spreadspring.sample.web;

import java.util.Base64;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.protocol.ServiceType;

/**
 * A message that arrived, as the application tells of it.
 *
 * @param groups all destinations
 * @param sender who sent it
 * @param serviceType the guarantee
 * @param type the message type
 * @param payload the text
 * @param payloadBase64 the bytes, when they are no text in UTF-8
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReceivedMessage(List<String> groups, String sender, ServiceType serviceType, int type,
		@Nullable String payload, @Nullable String payloadBase64) {

	/**
	 * Tell of a message.
	 * @param message what the client has received
	 * @return what is told of it
	 */
	public static ReceivedMessage of(RegularMessage message) {
		String text = Utf8.text(message.body());
		return new ReceivedMessage(message.groups(), message.sender().toString(), message.serviceType(),
				message.messageType(), text,
				(text != null) ? null : Base64.getEncoder().encodeToString(message.body()));
	}

}
