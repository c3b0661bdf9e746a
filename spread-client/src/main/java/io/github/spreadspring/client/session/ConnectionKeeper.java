package io.github.spreadspring.client.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.NoDaemonException;
import io.github.spreadspring.client.PrivateNameInUseException;
import io.github.spreadspring.client.SpreadConnectException;
import io.github.spreadspring.protocol.SpreadException;

/**
 * Starts and stops what keeps a session connected.
 */
final class ConnectionKeeper {

	private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

	/** For a thread that has nothing left to do, or is stuck in an attempt to connect. */
	private static final Duration THREAD_TIMEOUT = Duration.ofMillis(500);

	private static final AtomicInteger nameless = new AtomicInteger();

	private final SessionSettings settings;

	private final Router router;

	private final DaemonFallback fallback;

	/** What tells the threads of this session from those of others. */
	private final String threadSuffix;

	private final Commands commands;

	private final SessionStatus status = new SessionStatus();

	private final ConnectionHistory history = new ConnectionHistory();

	/** Held while starting or stopping. */
	private final ReentrantLock lifecycle = new ReentrantLock();

	private volatile DaemonDialer dialer;

	private @Nullable Thread thread;

	private volatile @Nullable SessionLoop loop;

	ConnectionKeeper(SessionSettings settings, Router router, DaemonFallback fallback) {
		this.settings = settings;
		this.router = router;
		this.fallback = fallback;
		this.dialer = new DaemonDialer(settings, fallback, this.history, false);
		this.threadSuffix = threadSuffix(settings.connection().privateName());
		this.commands = new Commands((task) -> newThread(task, "spread-commands"));
	}

	void start() {
		start(false);
	}

	void startOrFail() {
		boolean started = start(true);
		if (!isConnectedInTime()) {
			SpreadException failure = failure();
			if (started) {
				stop();
			}
			throw failure;
		}
	}

	/**
	 * Wait for a private name that is still taken, which takes longer than a start does.
	 * @return whether there is a connection
	 */
	private boolean isConnectedInTime() {
		try {
			if (this.history.lastFailure() instanceof PrivateNameInUseException) {
				this.status
					.awaitAttempt(this.settings.privateNameWait().plus(this.settings.connection().connectTimeout()));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return this.status.state() == SessionState.CONNECTED;
	}

	private SpreadException failure() {
		List<SpreadException> failures = this.history.refusals();
		SpreadException last = this.history.lastFailure();
		if (failures.isEmpty() && last != null) {
			// there was a connection, for a moment
			return last;
		}
		List<DaemonAddress> untried = new ArrayList<>(this.settings.addresses());
		failures.forEach((failure) -> {
			if (failure instanceof SpreadConnectException refusal) {
				untried.remove(refusal.address());
			}
		});
		return (failures.size() == 1 && untried.isEmpty()) ? failures.get(0) : new NoDaemonException(failures, untried);
	}

	/**
	 * Start.
	 * @param decisive whether the first attempt decides, and its failure is told to the
	 * caller instead of the log
	 * @return whether it was not started already
	 */
	private boolean start(boolean decisive) {
		this.lifecycle.lock();
		try {
			if (this.thread != null) {
				return false;
			}
			if (this.status.state() != SessionState.CLOSED) {
				this.settings.connection().transport().requireUsable(this.settings.connection());
			}
			DaemonDialer dialer = new DaemonDialer(this.settings, this.fallback, this.history, decisive);
			SessionLoop loop = new SessionLoop(this.settings, this.status, this.history, dialer, this.router,
					this.commands, (task) -> newThread(task, "spread-ping"));
			this.status.begin(loop);
			this.dialer = dialer;
			Thread thread = newThread(loop, "spread-session");
			this.thread = thread;
			this.loop = loop;
			thread.start();
		}
		finally {
			this.lifecycle.unlock();
		}
		awaitAttempt();
		return true;
	}

	private static String threadSuffix(String privateName) {
		if (!privateName.isEmpty()) {
			return "-" + privateName;
		}
		int number = nameless.incrementAndGet();
		return (number > 1) ? "-" + number : "";
	}

	private Thread newThread(Runnable task, String prefix) {
		Thread thread = new Thread(task, prefix + this.threadSuffix);
		thread.setDaemon(true);
		return thread;
	}

	private void awaitAttempt() {
		try {
			Duration timeout = SessionSettings.capped(this.settings.connection().connectTimeout());
			this.status.awaitAttempt(timeout.plusSeconds(1));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * End the connection, or the wait for the next attempt.
	 * @return whether the session is started
	 */
	boolean reconnect() {
		SessionLoop loop = this.loop;
		// a daemon that hangs makes us wait for its goodbye
		return loop != null
				&& this.status.reconnect(loop, (connection) -> newThread(connection::close, "spread-goodbye").start());
	}

	void stop() {
		end(SessionState.DISCONNECTED);
	}

	void close() {
		end(SessionState.CLOSED);
	}

	private void end(SessionState state) {
		this.lifecycle.lock();
		try {
			Thread thread = this.thread;
			this.thread = null;
			this.loop = null;
			Outbox outbox = this.status.end(state);
			if (outbox != null) {
				outbox.connection().close();
			}
			if (thread != null) {
				thread.interrupt();
				awaitEnd(thread);
			}
			this.router.stopped();
		}
		finally {
			this.lifecycle.unlock();
		}
	}

	/**
	 * Wait until nothing comes to the streams any more. An attempt to connect that cannot
	 * be interrupted ends when it ends: nothing will come of it.
	 * @param thread the thread that was stopped
	 */
	private void awaitEnd(Thread thread) {
		if (Thread.currentThread() == thread) {
			return;
		}
		try {
			this.status.awaitServed(STOP_TIMEOUT);
			thread.join(THREAD_TIMEOUT.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	SessionStatus status() {
		return this.status;
	}

	ConnectionHistory history() {
		return this.history;
	}

	DaemonAddress address() {
		return this.dialer.address();
	}

}
