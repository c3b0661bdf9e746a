package io.github.spreadspring.client.socket;

import java.nio.ByteBuffer;
import java.util.List;

import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.protocol.MulticastHead;

/**
 * Messages to send, as frames. All have been checked once there is a batch.
 */
final class MessageBatch implements FrameBatch {

	private final MulticastHead head;

	private final List<OutboundMessage> messages;

	private final int[] lengths;

	MessageBatch(MulticastHead head, List<OutboundMessage> messages) {
		this.head = head;
		this.messages = List.copyOf(messages);
		this.lengths = new int[this.messages.size()];
		for (int i = 0; i < this.lengths.length; i++) {
			OutboundMessage message = this.messages.get(i);
			this.lengths[i] = MulticastHead.requireLegal(message.groups(), message.bodyLength());
		}
	}

	@Override
	public int size() {
		return this.lengths.length;
	}

	@Override
	public int length(int index) {
		return this.lengths[index];
	}

	@Override
	public void write(int index, ByteBuffer target) {
		OutboundMessage message = this.messages.get(index);
		this.head.write(target, message.serviceType(), message.selfDiscard(), message.groups(), message.messageType(),
				message.bodyLength());
		message.writeBody(target);
	}

}
