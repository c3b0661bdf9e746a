package io.github.spreadspring.client.libspread;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Gives up a connection whose sender is stuck inside of libspread, in the middle of a
 * message that a daemon takes nothing more of. libspread would wait for ever. One thread
 * serves all connections; it ends with the last one.
 */
final class StallWatch implements Runnable {

	private static final int LOOKS_PER_TIMEOUT = 10;

	private static final ScheduledThreadPoolExecutor watcher = watcher();

	private final NativeMailbox mailbox;

	private final Duration timeout;

	private int step;

	private long since = System.nanoTime();

	private StallWatch(NativeMailbox mailbox, Duration timeout) {
		this.mailbox = mailbox;
		this.timeout = timeout;
	}

	/**
	 * Watch a mailbox until it is given back.
	 * @param mailbox the mailbox
	 * @param timeout how long a sender may be stuck
	 */
	static void watch(NativeMailbox mailbox, Duration timeout) {
		long period = timeout.toNanos() / LOOKS_PER_TIMEOUT;
		Future<?> watch = watcher.scheduleWithFixedDelay(new StallWatch(mailbox, timeout), period, period,
				TimeUnit.NANOSECONDS);
		mailbox.atEnd(() -> watch.cancel(false));
	}

	@Override
	public void run() {
		int step = this.mailbox.sendStep();
		boolean sending = (step & 1) != 0;
		if (!sending || step != this.step) {
			this.step = step;
			this.since = System.nanoTime();
		}
		else if (System.nanoTime() - this.since > this.timeout.toNanos()) {
			this.mailbox.giveUp("sending failed: the daemon took nothing more of a message half sent for %d s"
				.formatted(this.timeout.toSeconds()));
		}
	}

	private static ScheduledThreadPoolExecutor watcher() {
		ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "spread-native-watch");
			thread.setDaemon(true);
			return thread;
		});
		executor.setRemoveOnCancelPolicy(true);
		executor.setKeepAliveTime(1, TimeUnit.SECONDS);
		executor.allowCoreThreadTimeOut(true);
		return executor;
	}

}
