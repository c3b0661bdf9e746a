package io.github.spreadspring.messaging;

import java.util.concurrent.CompletableFuture;

import io.github.spreadspring.client.ConnectionClosedException;
import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.RegularMessage;

/**
 * Waits for one reply.
 */
final class SingleReply implements PendingReply {

	private final CompletableFuture<RegularMessage> future = new CompletableFuture<>();

	CompletableFuture<RegularMessage> future() {
		return this.future;
	}

	@Override
	public boolean reply(RegularMessage message) {
		return this.future.complete(message);
	}

	@Override
	public void lost(ConnectionLost event) {
		this.future.completeExceptionally(new ConnectionClosedException(
				"The connection was lost before the reply came; the request may have been answered or not. %s"
					.formatted(event.reason())));
	}

}
