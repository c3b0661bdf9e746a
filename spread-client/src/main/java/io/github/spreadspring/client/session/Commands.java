package io.github.spreadspring.client.session;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.ConnectionClosedException;
import io.github.spreadspring.client.SendNotStartedException;

/**
 * Carries joins and leaves to the daemon, one after the other, on a thread that exists
 * while there are any. Nobody else can be made to wait by a daemon that takes nothing: a
 * reader that waits to send would be cut off, and an application that stops would not
 * end.
 */
final class Commands {

	/**
	 * How long callers wait for their command to be sent, so that what they send next
	 * comes after it.
	 */
	private static final Duration PATIENCE = Duration.ofSeconds(1);

	private static final Duration IDLE = Duration.ofSeconds(1);

	private final ThreadPoolExecutor executor;

	private volatile @Nullable Thread carrier;

	Commands(ThreadFactory threads) {
		this.executor = new ThreadPoolExecutor(0, 1, IDLE.toMillis(), TimeUnit.MILLISECONDS,
				new LinkedBlockingQueue<>(), (task) -> {
					Thread thread = threads.newThread(task);
					this.carrier = thread;
					return thread;
				});
	}

	/**
	 * Run something in line with the commands; commands that it gives are carried at
	 * once.
	 * @param task what to run
	 */
	void run(Runnable task) {
		this.executor.execute(task);
	}

	/**
	 * Carry a command; on another thread, unless this is part of what the carrier runs.
	 * @param outbox that of the connection it was decided for
	 * @param command what to do
	 * @param group the group
	 */
	void send(Outbox outbox, GroupMembership.Command command, String group) {
		if (isCarrier()) {
			carry(outbox, command, group);
		}
		else {
			this.executor.execute(() -> carry(outbox, command, group));
		}
	}

	/**
	 * Wait a moment for all that was given before to be sent.
	 */
	void settle() {
		if (isCarrier()) {
			return;
		}
		try {
			this.executor.submit(() -> {
			}).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (TimeoutException | ExecutionException ex) {
			// the daemon takes nothing; the commands are carried all the same
		}
	}

	/**
	 * Do not wait for what was given before to be sent.
	 * @return completes when it is, and after a moment in any case
	 */
	CompletableFuture<Void> settled() {
		return CompletableFuture.runAsync(() -> {
		}, this.executor)
			.completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
			// what depends on it must not hold up the commands
			.thenRunAsync(() -> {
			}, Completions::run);
	}

	private boolean isCarrier() {
		return Thread.currentThread() == this.carrier;
	}

	/**
	 * Send a command, however long it takes; the router counts on an answer. Ends with
	 * the connection at the latest.
	 * @param outbox that of the connection it was decided for
	 * @param command what to do
	 * @param group the group
	 */
	private static void carry(Outbox outbox, GroupMembership.Command command, String group) {
		while (true) {
			try {
				outbox.send(command, group);
				return;
			}
			catch (SendNotStartedException ex) {
				// the daemon takes nothing right now
			}
			catch (ConnectionClosedException ex) {
				// with the next connection all is joined again
				return;
			}
		}
	}

}
