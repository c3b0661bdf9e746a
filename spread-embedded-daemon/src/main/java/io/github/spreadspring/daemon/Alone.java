package io.github.spreadspring.daemon;

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
		daemon.follow(new Sequencer(DaemonMemberships.form(daemon.name()), this.loop));
	}

	@Override
	public void stopped(VirtualDaemon daemon) {
		daemon.sequencer().close();
	}

	@Override
	public void frozen(VirtualDaemon daemon) {
		daemon.sequencer().flush();
		daemon.sequencer().setHeld(true);
	}

	@Override
	public void thawed(VirtualDaemon daemon) {
		daemon.sequencer().setHeld(false);
	}

}
