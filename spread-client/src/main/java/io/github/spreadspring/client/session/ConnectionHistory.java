package io.github.spreadspring.client.session;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.message.ConnectionEstablished;
import io.github.spreadspring.client.message.ConnectionRestored;
import io.github.spreadspring.client.message.SessionEvent;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.SpreadException;

/**
 * What a session remembers of its connections. Written by the thread that reads.
 */
final class ConnectionHistory {

	private volatile @Nullable SpreadException lastFailure;

	private volatile @Nullable Instant connectedSince;

	private volatile @Nullable Duration lastRoundTrip;

	private volatile long reconnects;

	private volatile long gaps;

	/** Who we were before the connection was lost, and when that was. */
	private volatile @Nullable MemberId previous;

	private volatile long lostAt;

	/**
	 * There is a connection.
	 */
	void connected() {
		this.lastFailure = null;
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
	 * An attempt to connect failed, or a connection was lost.
	 * @param failure why
	 */
	void failed(SpreadException failure) {
		this.lastFailure = failure;
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
