package io.github.spreadspring.messaging;

import org.springframework.context.SmartLifecycle;

import io.github.spreadspring.client.session.SpreadSession;

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
		if (this.failFast) {
			this.session.startOrFail();
		}
		else {
			this.session.start();
		}
		this.running = true;
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
