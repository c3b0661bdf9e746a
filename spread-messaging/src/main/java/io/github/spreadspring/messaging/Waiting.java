package io.github.spreadspring.messaging;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.MessagingException;

import io.github.spreadspring.client.session.SpreadSession;

/**
 * Waits for what a request brings, on the thread of the caller or with a future.
 *
 * @param <T> what the reader brings
 * @param <R> what the caller gets
 */
final class Waiting<T, R> {

	private final CompletableFuture<T> future;

	private final Duration timeout;

	private final BiFunction<@Nullable T, @Nullable Throwable, R> then;

	private final Runnable end;

	/**
	 * Create a wait.
	 * @param future what the reader completes
	 * @param timeout how long to wait for it
	 * @param then makes the result of it, or of the failure, a {@code TimeoutException}
	 * when the time is over
	 * @param end run when nobody waits any more
	 */
	Waiting(CompletableFuture<T> future, Duration timeout, BiFunction<@Nullable T, @Nullable Throwable, R> then,
			Runnable end) {
		this.future = future;
		this.timeout = timeout;
		this.then = then;
		this.end = end;
	}

	/**
	 * Wait here. Needs no other thread, so that any number of callers may wait, also in
	 * what depends on futures.
	 * @return the result
	 */
	R await() {
		try {
			return this.then.apply(this.future.get(TimeUnit.NANOSECONDS.convert(this.timeout), TimeUnit.NANOSECONDS),
					null);
		}
		catch (TimeoutException ex) {
			return this.then.apply(null, ex);
		}
		catch (ExecutionException ex) {
			return this.then.apply(null, ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new MessagingException("Interrupted while waiting for a reply", ex);
		}
		finally {
			this.end.run();
		}
	}

	/**
	 * Do not wait here.
	 * @return completes with the result, and not on the thread that reads
	 */
	CompletableFuture<R> async() {
		return this.future.orTimeout(TimeUnit.NANOSECONDS.convert(this.timeout), TimeUnit.NANOSECONDS)
			.whenComplete((value, failure) -> this.end.run())
			.handleAsync(
					(value, failure) -> this.then.apply(value,
							(failure instanceof CompletionException) ? failure.getCause() : failure),
					SpreadSession.completions());
	}

}
