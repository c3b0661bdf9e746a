package io.github.spreadspring.messaging;

import org.springframework.context.SmartLifecycle;

import io.github.spreadspring.client.ConnectionClosedException;
import io.github.spreadspring.client.PrivateNameInUseException;
import io.github.spreadspring.client.session.SessionSettings;
import io.github.spreadspring.client.session.SessionState;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.protocol.SpreadException;

/**
 * Connects a session when the application context starts and disconnects it when it
 * stops: before and after nearly everything else, so that other beans can send while they
 * start and stop.
 */
public class SpreadSessionLifecycle implements SmartLifecycle {

	/**
	 * The phase of sessions, far below that of listener containers.
	 */
	public static final int PHASE = Integer.MIN_VALUE + 2000;

	private final SpreadSession session;

	private final boolean failFast;

	private volatile boolean running;

	/**
	 * Create a lifecycle.
	 * @param session the session
	 * @param failFast whether the start fails when no daemon can be reached at once, or
	 * the private name is still taken after the time to wait for it; else the session
	 * goes on trying
	 */
	public SpreadSessionLifecycle(SpreadSession session, boolean failFast) {
		this.session = session;
		this.failFast = failFast;
	}

	@Override
	public void start() {
		this.session.start();
		this.running = true;
		if (this.failFast && !isConnectedInTime()) {
			SpreadException failure = this.session.lastFailure();
			stop();
			throw (failure != null) ? failure
					: new ConnectionClosedException("No connection to the Spread daemon at %s within %s"
						.formatted(this.session.address(), this.session.settings().connection().connectTimeout()));
		}
	}

	/**
	 * Wait for a private name that is still taken, which takes longer than the start of
	 * the session does.
	 * @return whether there is a connection
	 */
	private boolean isConnectedInTime() {
		try {
			if (this.session.lastFailure() instanceof PrivateNameInUseException) {
				SessionSettings settings = this.session.settings();
				this.session.awaitFirstAttempt(settings.privateNameWait().plus(settings.connection().connectTimeout()));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return this.session.state() == SessionState.CONNECTED;
	}

	@Override
	public void stop() {
		this.running = false;
		this.session.stop();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
