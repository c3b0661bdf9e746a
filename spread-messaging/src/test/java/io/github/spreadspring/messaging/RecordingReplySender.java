package io.github.spreadspring.messaging;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;

import io.github.spreadspring.messaging.support.SpreadHeaders;

/**
 * Sends answers, and keeps which requests are not answered.
 */
public class RecordingReplySender implements ReplySender {

	private final SpreadTemplate template;

	private final Received unanswered = new Received();

	public RecordingReplySender(SpreadTemplate template) {
		this.template = template;
	}

	@Override
	public void reply(Message<?> request, @Nullable String destination, Object reply) {
		this.template.reply(request, destination, reply);
	}

	@Override
	public void noReply(Message<?> request) {
		this.template.noReply(request);
		this.unanswered.add(request.getHeaders().get(SpreadHeaders.EVENT));
	}

	public Received unanswered() {
		return this.unanswered;
	}

}
