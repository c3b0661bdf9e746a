package io.github.spreadspring.client.message;

import java.nio.ByteOrder;
import java.util.List;

import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.ServiceType;

/**
 * A message that some client sent.
 *
 * @param sender who sent it
 * @param groups all destinations exactly as sent: groups and private groups, also those
 * that have nothing to do with the receiver
 * @param serviceType the guarantee it was sent with
 * @param selfDiscard whether the sender itself got no copy
 * @param messageType the application's 16-bit number, signed as in the C API
 * @param senderOrder the byte order of the sender's machine, for binary data in the body
 * @param body the bytes; not copied, so not to be changed
 */
public record RegularMessage(MemberId sender, List<String> groups, ServiceType serviceType, boolean selfDiscard,
		short messageType, ByteOrder senderOrder, byte[] body) implements SpreadMessage {

	@Override
	public String toString() {
		return "%s message of type %d from %s to %s, %d bytes".formatted(this.serviceType, this.messageType,
				this.sender, this.groups, this.body.length);
	}

}
