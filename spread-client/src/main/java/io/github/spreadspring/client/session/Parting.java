package io.github.spreadspring.client.session;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * For what somebody waits who leaves groups and goes, so that others see a leave and not
 * a disconnect: leaves have to be sent, and one that follows a join only can be when the
 * daemon has answered that. Nobody waits longer than a moment.
 *
 * @param sender carries the leaves, or {@code null} without a connection
 * @param given completes for each leave when the sender was given it
 */
record Parting(Router.@Nullable CommandSender sender, List<CompletableFuture<Void>> given) {

	/** As long as for a command to be sent. */
	private static final Duration PATIENCE = Duration.ofSeconds(1);

	/**
	 * Do not wait.
	 * @return completes when {@link #await()} would have returned
	 */
	CompletableFuture<Void> done() {
		Router.CommandSender sender = this.sender;
		if (sender == null || this.given.isEmpty()) {
			return CompletableFuture.completedFuture(null);
		}
		return CompletableFuture.allOf(this.given.toArray(CompletableFuture<?>[]::new))
			.thenCompose((nothing) -> sender.settled())
			.completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
			// neither the reader nor the timer is to run what depends on it
			.thenRunAsync(() -> {
			}, Completions::run);
	}

	/**
	 * Wait for the leaves to be sent.
	 */
	void await() {
		if (this.sender != null && !this.given.isEmpty() && this.given.stream().allMatch(CompletableFuture::isDone)) {
			this.sender.settle();
			return;
		}
		try {
			done().get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException ex) {
			// bounded, and without a failure of its own
		}
	}

}
