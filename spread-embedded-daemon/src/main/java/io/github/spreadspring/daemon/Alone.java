package io.github.spreadspring.daemon;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A daemon without others.
 */
final class Alone implements Reachability {

	private final ScheduledExecutorService loop;

	Alone(ScheduledExecutorService loop) {
		this.loop = loop;
	}

	@Override
	public void started(VirtualDaemon daemon) {
		daemon.follow(new Sequencer(DaemonMemberships.form(daemon.name()), Set.of(daemon), this.loop, Duration.ZERO));
	}

	@Override
	public void stopped(VirtualDaemon daemon) {
		daemon.endSessions();
		daemon.sequencer().close();
	}

	@Override
	public void frozen(VirtualDaemon daemon) {
		daemon.sequencer().flush();
		daemon.sequencer().steps().setHeld(true);
	}

	@Override
	public void thawed(VirtualDaemon daemon) {
		daemon.sequencer().steps().setHeld(false);
	}

}
