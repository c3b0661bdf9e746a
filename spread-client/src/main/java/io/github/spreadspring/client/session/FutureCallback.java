package io.github.spreadspring.client.session;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.spreadspring.client.ConnectionClosedException;
import io.github.spreadspring.client.message.GroupView;

/**
 * Completes a future with what becomes of a message, away from the thread that reads.
 */
final class FutureCallback implements SendCallback {

	private final CompletableFuture<SendResult> result;

	/** Who sends. */
	private final Thread sender = Thread.currentThread();

	FutureCallback(CompletableFuture<SendResult> result) {
		this.result = result;
	}

	@Override
	public void confirmed(List<GroupView> views, int answering) {
		Completions.run(() -> this.result.complete(new SendResult(true, views)));
	}

	@Override
	public void unconfirmed() {
		if (Thread.currentThread() == this.sender) {
			// known before the send returns: nothing can depend on it yet
			this.result.complete(SendResult.UNCONFIRMED);
		}
		else {
			Completions.run(() -> this.result.complete(SendResult.UNCONFIRMED));
		}
	}

	@Override
	public void lost(ConnectionClosedException failure) {
		Completions.run(() -> this.result.completeExceptionally(failure));
	}

}
