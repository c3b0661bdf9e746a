package io.github.spreadspring.client.message;

/**
 * Messages are missing at this place of the stream: they were dropped because the
 * listener was so far behind that its queue was full. Membership and connection events
 * are never dropped.
 *
 * @param count how many messages, 1 or more
 * @param bytes how long their bodies were together
 */
public record MessagesDropped(long count, long bytes) implements SessionEvent {

	/**
	 * Add what was dropped right behind it.
	 * @param other the other hole
	 * @return both as one
	 */
	public MessagesDropped plus(MessagesDropped other) {
		return new MessagesDropped(this.count + other.count, this.bytes + other.bytes);
	}

}
