package io.github.spreadspring.messaging;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;

/**
 * Sends what listeners answer. A {@link SpreadTemplate} is one.
 */
public interface ReplySender {

	/**
	 * Answer a message. The answer carries the correlation id of the request, if it has
	 * one.
	 * @param request what was received
	 * @param destination a group or a member id; {@code null} for where the request wants
	 * its answer, or its sender
	 * @param reply the payload, or a {@code Message} with headers of its own
	 */
	void reply(Message<?> request, @Nullable String destination, Object reply);

	/**
	 * Note that a listener that could have answered a message does not, so that nobody in
	 * this application waits for it.
	 * @param request what was received
	 */
	void noReply(Message<?> request);

}
