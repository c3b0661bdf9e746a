package io.github.spreadspring.client.session;

import java.util.List;

import io.github.spreadspring.client.message.GroupView;

/**
 * What became of a message.
 *
 * @param confirmed whether the message came back to us, at its place in the order in
 * which all members get it. Otherwise all that is known is that the daemon took it
 * @param views who was in the groups of the message when it was delivered, as far as we
 * are in them; empty when not confirmed
 */
public record SendResult(boolean confirmed, List<GroupView> views) {

	static final SendResult UNCONFIRMED = new SendResult(false, List.of());

	/**
	 * Take a copy of the views.
	 * @param confirmed whether the message came back to us
	 * @param views who was in its groups
	 */
	public SendResult {
		views = List.copyOf(views);
	}

}
