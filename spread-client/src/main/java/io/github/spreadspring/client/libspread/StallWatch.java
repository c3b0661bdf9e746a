package io.github.spreadspring.client.libspread;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Gives up a connection of which a thread is stuck inside of libspread, in the middle of
 * a message that a daemon takes or sends nothing more of. libspread would wait for ever.
 * One thread serves all connections; it ends with the last one.
 */
final class StallWatch implements Runnable {

	private static final int LOOKS_PER_TIMEOUT = 10;

	private static final ScheduledThreadPoolExecutor watcher = watcher();

	private final NativeMailbox mailbox;

	private final IntSupplier steps;

	private final String what;

	private final Duration timeout;

	private int step;

	private long since = System.nanoTime();

	private StallWatch(NativeMailbox mailbox, IntSupplier steps, String what, Duration timeout) {
		this.mailbox = mailbox;
		this.steps = steps;
		this.what = what;
		this.timeout = timeout;
	}

	/**
	 * Watch a mailbox until it is given back.
	 * @param mailbox the mailbox
	 * @param timeout how long a thread may be stuck
	 */
	static void watch(NativeMailbox mailbox, Duration timeout) {
		new StallWatch(mailbox, mailbox::sendStep,
				"sending failed: the daemon took nothing more of a message half sent", timeout)
			.begin();
		new StallWatch(mailbox, mailbox::receiveStep, "the daemon sent nothing more of a message half sent", timeout)
			.begin();
	}

	private void begin() {
		long period = this.timeout.toNanos() / LOOKS_PER_TIMEOUT;
		Future<?> watch = watcher.scheduleWithFixedDelay(this, period, period, TimeUnit.NANOSECONDS);
		this.mailbox.atEnd(() -> watch.cancel(false));
	}

	@Override
	public void run() {
		int step = this.steps.getAsInt();
		boolean inside = (step & 1) != 0;
		if (!inside || step != this.step) {
			this.step = step;
			this.since = System.nanoTime();
		}
		else if (System.nanoTime() - this.since > this.timeout.toNanos()) {
			this.mailbox.giveUp("%s for %d s".formatted(this.what, this.timeout.toSeconds()));
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
