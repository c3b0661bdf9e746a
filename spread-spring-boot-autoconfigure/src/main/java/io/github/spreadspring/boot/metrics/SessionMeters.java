package io.github.spreadspring.boot.metrics;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

import io.github.spreadspring.boot.actuate.SpreadBeans;
import io.github.spreadspring.client.session.SessionObserver;
import io.github.spreadspring.client.session.SessionState;
import io.github.spreadspring.client.session.SpreadSession;

/**
 * The meters of one session.
 */
final class SessionMeters implements SessionObserver {

	private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

	/** Stands for the name of a session that is no bean. */
	private static final String NO_BEAN = "none";

	private final SpreadSession session;

	private final Meters meters;

	private final GroupMeters groups;

	private final Timer ping;

	SessionMeters(MeterRegistry registry, String name, SpreadSession session, int maxGroups) {
		this.session = session;
		this.meters = new Meters(registry, Tags.of("session", name));
		this.groups = new GroupMeters(this.meters, session, maxGroups);
		this.ping = this.meters.timer("spread.session.ping", "Time that a ping takes to the daemon and back");
		this.meters.gauge("spread.session.connected", "Whether the session is connected to a daemon", null, session,
				(source) -> (source.state() == SessionState.CONNECTED) ? 1 : 0);
		this.meters.gauge("spread.session.groups", "Groups that the session is in", "groups", session,
				(source) -> source.views().size());
		counters();
		session.addObserver(this);
		this.groups.start();
	}

	static String name(SpreadBeans beans, SpreadSession session) {
		return Objects.requireNonNullElse(beans.name(session), NO_BEAN);
	}

	private void counters() {
		this.meters.counter("spread.session.reconnects", "Connections after the first", null, this.session,
				(source) -> source.statistics().reconnects());
		this.meters.counter("spread.session.gaps", "Connections that were lost, or given up for another one", null,
				this.session, (source) -> source.statistics().gaps());
		this.meters.counter("spread.session.rejected", "Messages and joins that the daemon refused", null, this.session,
				(source) -> source.statistics().rejected());
		this.meters.counter("spread.session.unclaimed", "Messages to our private group that no listener took",
				"messages", this.session, (source) -> source.statistics().unclaimedPrivateMessages());
		this.meters.counter("spread.session.held", "Time without reading, because a listener was behind", "seconds",
				this.session, (source) -> source.statistics().heldTime().toNanos() / NANOS_PER_SECOND);
	}

	@Override
	public void pinged(Duration roundTrip) {
		this.ping.record(roundTrip);
	}

	void close() {
		this.session.removeObserver(this);
		this.groups.stop();
		this.meters.removeAll();
	}

}
