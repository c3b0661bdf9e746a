package io.github.spreadspring.client.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.message.ConnectionEstablished;
import io.github.spreadspring.client.message.ConnectionRestored;
import io.github.spreadspring.client.message.SessionEvent;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.SpreadException;
import io.github.spreadspring.protocol.SpreadVersion;

/**
 * What a session remembers of its connections. Written by the thread that reads.
 */
final class ConnectionHistory {

	private volatile @Nullable SpreadException lastFailure;

	/** Why the daemons did not take us in at the last attempt. */
	private volatile List<SpreadException> refusals = List.of();

	private volatile @Nullable Instant connectedSince;

	private volatile @Nullable SpreadVersion daemonVersion;

	private volatile @Nullable Duration lastRoundTrip;

	private volatile long reconnects;

	private volatile long gaps;

	/** Who we were before the connection was lost, and when that was. */
	private volatile @Nullable MemberId previous;

	private volatile long lostAt;

	/**
	 * There is a connection.
	 * @param daemonVersion the version of the daemon, or {@code null} where it is not
	 * known
	 */
	void connected(@Nullable SpreadVersion daemonVersion) {
		this.lastFailure = null;
		this.refusals = List.of();
		this.daemonVersion = daemonVersion;
		this.connectedSince = Instant.now();
		if (this.previous != null) {
			this.reconnects = increment(this.reconnects);
		}
	}

	/**
	 * Return what to tell the streams of the new connection.
	 * @param self who we are
	 * @return what comes before everything that it brings
	 */
	SessionEvent arrival(MemberId self) {
		MemberId previous = this.previous;
		return (previous != null)
				? new ConnectionRestored(previous, self, Duration.ofNanos(System.nanoTime() - this.lostAt))
				: new ConnectionEstablished(self);
	}

	// by one thread only
	private static long increment(long count) {
		return count + 1;
	}

	/**
	 * The connection is gone.
	 * @param self who we were
	 */
	void disconnected(MemberId self) {
		this.connectedSince = null;
		this.daemonVersion = null;
		this.lastRoundTrip = null;
		this.previous = self;
		this.lostAt = System.nanoTime();
	}

	/**
	 * The connection was lost, or is to be given up for another one.
	 */
	void gap() {
		this.gaps = increment(this.gaps);
	}

	/**
	 * A connection was lost.
	 * @param failure why
	 */
	void failed(SpreadException failure) {
		this.lastFailure = failure;
	}

	/**
	 * A daemon did not take us in.
	 * @param failure why
	 * @param all why not it and others that were tried
	 */
	void refused(SpreadException failure, List<SpreadException> all) {
		this.refusals = all;
		this.lastFailure = failure;
	}

	/**
	 * Return why no daemon took us in at the last attempt.
	 * @return the reasons, so far
	 */
	List<SpreadException> refusals() {
		return this.refusals;
	}

	void answered(Duration roundTrip) {
		this.lastRoundTrip = roundTrip;
	}

	@Nullable SpreadException lastFailure() {
		return this.lastFailure;
	}

	@Nullable Instant connectedSince() {
		return this.connectedSince;
	}

	@Nullable SpreadVersion daemonVersion() {
		return this.daemonVersion;
	}

	@Nullable Duration lastRoundTrip() {
		return this.lastRoundTrip;
	}

	long gaps() {
		return this.gaps;
	}

	long reconnects() {
		return this.reconnects;
	}

}
