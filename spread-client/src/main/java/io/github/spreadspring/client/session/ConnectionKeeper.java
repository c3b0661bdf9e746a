package io.github.spreadspring.client.session;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.SpreadConnection;
import io.github.spreadspring.client.message.ConnectionEstablished;
import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.ConnectionRestored;
import io.github.spreadspring.client.message.SessionEvent;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.SpreadException;

/**
 * Keeps a session connected. Its one thread connects, reads, and after a loss connects
 * again; everything it reads goes to the {@link Router}.
 */
final class ConnectionKeeper {

	private static final Logger logger = System.getLogger(SpreadSession.class.getName());

	private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

	private final SessionSettings settings;

	private final Router router;

	private final DaemonDialer dialer;

	private final Backoff backoff;

	private final Commands commands;

	/** Held while starting or stopping, so that there is never a second reader. */
	private final ReentrantLock lifecycle = new ReentrantLock();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition stateChanged = this.lock.newCondition();

	private SessionState state = SessionState.DISCONNECTED;

	/** The reader that is to go on; another one is on its way out. */
	private volatile @Nullable Thread thread;

	private boolean attempted;

	private volatile @Nullable Outbox outbox;

	/** Who we were before the connection was lost, and when that was. */
	private @Nullable MemberId previous;

	private long lostAt;

	ConnectionKeeper(SessionSettings settings, Router router, DaemonFallback fallback) {
		this.settings = settings;
		this.router = router;
		this.dialer = new DaemonDialer(settings, fallback);
		this.backoff = new Backoff(settings.reconnectInitialDelay(), settings.reconnectMaxDelay());
		this.commands = new Commands((task) -> newThread(task, "spread-commands"));
	}

	void start() {
		this.lifecycle.lock();
		try {
			if (state() == SessionState.CLOSED) {
				throw new IllegalStateException("The session was closed and cannot be started again");
			}
			if (this.thread != null) {
				return;
			}
			this.settings.connection().transport().requireUsable(this.settings.connection());
			Thread thread = newThread(this::run, "spread-session");
			this.attempted = false;
			this.thread = thread;
			thread.start();
		}
		finally {
			this.lifecycle.unlock();
		}
		awaitAttempt();
	}

	private Thread newThread(Runnable task, String prefix) {
		String name = this.settings.connection().privateName();
		Thread thread = new Thread(task, name.isEmpty() ? prefix : prefix + "-" + name);
		thread.setDaemon(true);
		return thread;
	}

	private void awaitAttempt() {
		long nanos = this.settings.connection().connectTimeout().plusSeconds(1).toNanos();
		this.lock.lock();
		try {
			while (!this.attempted && nanos > 0) {
				nanos = this.stateChanged.awaitNanos(nanos);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.lock.unlock();
		}
	}

	void stop() {
		this.lifecycle.lock();
		try {
			Thread thread = this.thread;
			if (thread != null) {
				this.thread = null;
				stop(thread);
			}
		}
		finally {
			this.lifecycle.unlock();
		}
	}

	private void stop(Thread thread) {
		Outbox outbox = this.outbox;
		if (outbox != null) {
			outbox.connection().close();
		}
		thread.interrupt();
		try {
			thread.join(STOP_TIMEOUT.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	void close() {
		this.lifecycle.lock();
		try {
			stop();
			transition(SessionState.CLOSED);
		}
		finally {
			this.lifecycle.unlock();
		}
	}

	private boolean isRunning() {
		return Thread.currentThread() == this.thread;
	}

	/**
	 * Return what messages can be sent with. There is one before any stream is told that
	 * we are connected.
	 * @return that of the current connection, or {@code null} while there is none
	 */
	@Nullable Outbox outbox() {
		return this.outbox;
	}

	SessionState state() {
		this.lock.lock();
		try {
			return this.state;
		}
		finally {
			this.lock.unlock();
		}
	}

	DaemonAddress address() {
		return this.dialer.address();
	}

	@Nullable SpreadException lastFailure() {
		return this.dialer.lastFailure();
	}

	boolean awaitConnected(Duration timeout) throws InterruptedException {
		long nanos = TimeUnit.NANOSECONDS.convert(timeout);
		this.lock.lockInterruptibly();
		try {
			while (this.state != SessionState.CONNECTED && nanos > 0) {
				nanos = this.stateChanged.awaitNanos(nanos);
			}
			return this.state == SessionState.CONNECTED;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void run() {
		int failures = 0;
		while (isRunning()) {
			transition(SessionState.CONNECTING);
			SpreadConnection connection = dial();
			if (connection != null && isRunning()) {
				long start = System.nanoTime();
				serve(connection);
				// who is thrown out again and again must not try again and again at once
				boolean stable = System.nanoTime() - start > this.settings.reconnectMaxDelay().toNanos();
				failures = stable ? 0 : failures;
			}
			else if (connection != null) {
				connection.close();
			}
			attempted();
			if (isRunning()) {
				failures++;
				transition(SessionState.BACKING_OFF);
				await(this.backoff.delay(failures));
			}
		}
		attempted();
		if (this.thread == null) {
			transition(SessionState.DISCONNECTED);
		}
	}

	private @Nullable SpreadConnection dial() {
		try {
			return this.dialer.dial(this::isRunning);
		}
		catch (RuntimeException | Error ex) {
			logger.log(Level.ERROR, "Internal error while connecting, will keep trying", ex);
			return null;
		}
	}

	private void serve(SpreadConnection connection) {
		MemberId self = connection.privateGroup();
		logger.log(Level.INFO, "Connected to the Spread daemon at {0} as {1}", connection.address(), self);
		Outbox outbox = new Outbox(connection, this.settings.connection().sendTimeout());
		connected(outbox);
		this.router.connected(self, arrival(self), outbox, new Router.CommandSender() {

			@Override
			public void send(GroupMembership.Command command, String group) {
				ConnectionKeeper.this.commands.send(outbox, command, group);
			}

			@Override
			public void settle() {
				ConnectionKeeper.this.commands.settle();
			}

			@Override
			public CompletableFuture<Void> settled() {
				return ConnectionKeeper.this.commands.settled();
			}

		});
		this.commands.run(() -> {
			this.router.joinAll();
			attempted();
		});
		String reason = "the session was stopped";
		try {
			while (isRunning()) {
				this.router.route(connection.receive(), connection::isOpen);
			}
		}
		catch (InterruptedException ex) {
			logger.log(Level.TRACE, "Reader interrupted", ex);
		}
		catch (SpreadException ex) {
			if (isRunning()) {
				reason = this.router.reasonOf(ex);
				this.dialer.lost(ex);
				logger.log(Level.WARNING, "Connection lost, reconnecting. {0}", reason);
			}
		}
		catch (RuntimeException | Error ex) {
			// a session that dies silently would be worse than one that begins anew
			reason = "internal error: " + ex;
			logger.log(Level.ERROR, "Internal error while reading from the daemon, reconnecting", ex);
		}
		disconnected();
		connection.kill();
		this.previous = self;
		this.lostAt = System.nanoTime();
		this.router.lost(new ConnectionLost(self, reason));
	}

	private SessionEvent arrival(MemberId self) {
		MemberId previous = this.previous;
		if (previous == null) {
			return new ConnectionEstablished(self);
		}
		return new ConnectionRestored(previous, self, Duration.ofNanos(System.nanoTime() - this.lostAt));
	}

	private void connected(Outbox outbox) {
		this.lock.lock();
		try {
			this.outbox = outbox;
			transition(SessionState.CONNECTED);
		}
		finally {
			this.lock.unlock();
		}
	}

	private void disconnected() {
		this.lock.lock();
		try {
			this.outbox = null;
			transition(SessionState.CONNECTING);
		}
		finally {
			this.lock.unlock();
		}
	}

	private void attempted() {
		this.lock.lock();
		try {
			this.attempted = true;
			this.stateChanged.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void await(Duration delay) {
		long nanos = delay.toNanos();
		this.lock.lock();
		try {
			while (isRunning() && nanos > 0) {
				nanos = this.stateChanged.awaitNanos(nanos);
			}
		}
		catch (InterruptedException ex) {
			logger.log(Level.TRACE, "Back-off interrupted", ex);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Change the state; nothing leads out of {@link SessionState#CLOSED}.
	 * @param next the new state
	 */
	private void transition(SessionState next) {
		this.lock.lock();
		try {
			if (this.state != SessionState.CLOSED) {
				this.state = next;
				this.stateChanged.signalAll();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

}
