package io.github.spreadspring.client.session;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.ConnectionClosedException;
import io.github.spreadspring.client.SpreadConnection;
import io.github.spreadspring.client.message.ConnectionFailed;
import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.SpreadMessage;
import io.github.spreadspring.client.transport.Deadline;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.SpreadException;

/**
 * What the thread of a session does from its start to its stop: connects, reads, and
 * after a loss connects again; everything it reads goes to the {@link Router}.
 */
final class SessionLoop implements Runnable, DaemonDialer.Attempt {

	private static final Logger logger = System.getLogger(SpreadSession.class.getName());

	private static final Duration PREDECESSOR_TIMEOUT = Duration.ofSeconds(30);

	private final SessionSettings settings;

	private final SessionStatus status;

	private final ConnectionHistory history;

	private final DaemonDialer dialer;

	private final Router router;

	private final Commands commands;

	private final ThreadFactory pingThreads;

	private final Backoff backoff;

	/** Attempts without a stable connection, in a row. */
	private int failures;

	/** How long the streams were told that it takes until the next attempt. */
	private @Nullable Duration rest;

	private final FailedAttempts failedAttempts = new FailedAttempts();

	SessionLoop(SessionSettings settings, SessionStatus status, ConnectionHistory history, DaemonDialer dialer,
			Router router, Commands commands, ThreadFactory pingThreads) {
		this.settings = settings;
		this.status = status;
		this.history = history;
		this.dialer = dialer;
		this.router = router;
		this.commands = commands;
		this.pingThreads = pingThreads;
		this.backoff = new Backoff(settings.reconnectInitialDelay(), settings.reconnectMaxDelay());
	}

	@Override
	public boolean isWanted() {
		return this.status.isCurrent(this);
	}

	@Override
	public void pause(Duration time) throws InterruptedException {
		this.status.pause(this, time);
	}

	@Override
	public void run() {
		while (isWanted()) {
			this.rest = null;
			survive(this::attempt);
			this.failures++;
			Duration rest = (this.rest != null) ? this.rest : this.backoff.delay(this.failures);
			survive(() -> pause(rest));
		}
	}

	/**
	 * Do something, and go on after it whatever it throws: a session that dies silently
	 * would be worse than one that begins anew.
	 * @param step what to do
	 */
	private static void survive(Step step) {
		try {
			step.run();
		}
		catch (InterruptedException ex) {
			// of a stop, which the loop sees, or of nobody who may end a session
		}
		catch (RuntimeException | Error ex) {
			report(ex);
		}
	}

	private static void report(Throwable ex) {
		try {
			logger.log(Level.ERROR, "Internal error of the session, will keep trying", ex);
		}
		catch (RuntimeException | Error failed) {
			// nor may a log that cannot be written end it
		}
	}

	private void attempt() throws InterruptedException {
		awaitPredecessor();
		try {
			this.status.connecting(this);
			SpreadConnection connection = this.dialer.dial(this);
			if (connection != null) {
				this.failedAttempts.clear();
				serve(connection);
			}
			else {
				tellFailure();
			}
		}
		finally {
			this.status.backingOff(this);
			this.status.attempted(this);
		}
	}

	private void tellFailure() {
		if (isWanted()) {
			Duration rest = this.backoff.delay(this.failures + 1);
			this.rest = rest;
			ConnectionFailed event = this.failedAttempts.add(this.dialer.refusals(), rest);
			this.router.failed(event, this.failedAttempts.isNews());
		}
	}

	/**
	 * Wait for a run that was stopped in a moment when it could not end, however long it
	 * takes: two at once would bring their messages to the same streams.
	 * @throws InterruptedException if the thread was interrupted
	 */
	private void awaitPredecessor() throws InterruptedException {
		Level level = Level.WARNING;
		while (isWanted() && !this.status.awaitServed(PREDECESSOR_TIMEOUT)) {
			logger.log(level, "The session was started again, but its thread from before the stop has not ended: most "
					+ "likely an observer of the session does not return. It will connect when that has ended.");
			level = Level.DEBUG;
		}
	}

	private void serve(SpreadConnection connection) {
		Outbox outbox = new Outbox(connection, this.settings.connection().sendTimeout());
		if (!this.status.connected(this, outbox, this.history)) {
			connection.close();
			return;
		}
		String reason = "an internal error";
		try {
			reason = beginAndRead(connection, outbox);
		}
		finally {
			end(connection, reason);
		}
	}

	private void end(SpreadConnection connection, String reason) {
		try {
			MemberId self = connection.privateGroup();
			this.status.backingOff(this);
			this.history.disconnected(self);
			connection.kill();
			this.router.lost(new ConnectionLost(self, reason));
		}
		finally {
			this.status.served();
		}
	}

	private @Nullable Heartbeat heartbeat(SpreadConnection connection) {
		Duration interval = this.settings.pingInterval();
		if (interval == null) {
			return null;
		}
		return new Heartbeat(connection, interval, this.settings.pingTimeout(), (roundTrip) -> {
			this.history.answered(roundTrip);
			this.router.observers().pinged(roundTrip);
		});
	}

	/**
	 * Read until the connection is lost, or not wanted any more.
	 * @param connection the connection
	 * @param outbox what is sent over it
	 * @return why it has ended
	 */
	private String beginAndRead(SpreadConnection connection, Outbox outbox) {
		// asked for its verdict after it was closed
		Heartbeat heartbeat = heartbeat(connection);
		try (heartbeat) {
			begin(connection, outbox);
			if (heartbeat != null) {
				this.pingThreads.newThread(heartbeat).start();
			}
			readUntilStable(connection, heartbeat);
			while (isWanted()) {
				receive(connection, heartbeat, null);
			}
		}
		catch (InterruptedException ex) {
			logger.log(Level.TRACE, "Reader interrupted", ex);
		}
		catch (SpreadException ex) {
			if (isWanted()) {
				SpreadException verdict = (heartbeat != null) ? heartbeat.verdict() : null;
				return lost(outbox, (verdict != null) ? verdict : ex);
			}
		}
		catch (RuntimeException | Error ex) {
			logger.log(Level.ERROR, "Internal error while reading from the daemon, reconnecting", ex);
			return lost(outbox, new ConnectionClosedException("Internal error: " + ex));
		}
		return "the session was stopped";
	}

	private void begin(SpreadConnection connection, Outbox outbox) {
		MemberId self = connection.privateGroup();
		JoinWatch joins = new JoinWatch(connection.address(), this.router::joining,
				() -> this.status.outbox() == outbox);
		this.router.connected(self, this.history.arrival(self), outbox, new Router.CommandSender() {

			@Override
			public void send(GroupMembership.Command command, String group) {
				SessionLoop.this.commands.send(outbox, command, group);
				joins.begin();
			}

			@Override
			public void settle() {
				SessionLoop.this.commands.settle();
			}

			@Override
			public CompletableFuture<Void> settled() {
				return SessionLoop.this.commands.settled();
			}

		});
		this.commands.run(() -> {
			this.router.joinAll();
			this.status.attempted(this);
		});
	}

	private String lost(Outbox outbox, SpreadException failure) {
		SpreadConnection connection = outbox.connection();
		this.history.gap();
		if (this.status.isGivenUp(outbox)) {
			this.failures = 0;
			this.dialer.givenUp(connection);
			return "a new connection was asked for";
		}
		SpreadException reason = this.router.suspect(failure);
		// first, so that who sees that we are not connected sees why
		this.history.failed(reason);
		this.status.backingOff(this);
		this.dialer.lost(connection, reason);
		return String.valueOf(reason.getMessage());
	}

	/**
	 * Read until a connection has lasted as long as the longest delay: who is thrown out
	 * again and again must not try again and again at once.
	 * @param connection the connection
	 * @param heartbeat what watches it, if anything does
	 */
	private void readUntilStable(SpreadConnection connection, @Nullable Heartbeat heartbeat)
			throws InterruptedException {
		Deadline deadline = Deadline.in(this.settings.reconnectMaxDelay());
		while (isWanted() && deadline.remainingNanos() > 0) {
			receive(connection, heartbeat, deadline);
		}
		this.failures = 0;
		this.dialer.stable(connection);
	}

	private void receive(SpreadConnection connection, @Nullable Heartbeat heartbeat, @Nullable Deadline deadline)
			throws InterruptedException {
		if (heartbeat != null) {
			heartbeat.step();
		}
		SpreadMessage message = (deadline != null) ? connection.receive(Duration.ofNanos(deadline.remainingNanos()))
				: connection.receive();
		if (heartbeat != null) {
			heartbeat.step();
		}
		if (message != null && (heartbeat == null || !heartbeat.isAnswer(message))) {
			this.router.route(message, connection::isOpen);
		}
	}

	/**
	 * Something that the thread does.
	 */
	private interface Step {

		void run() throws InterruptedException;

	}

}
