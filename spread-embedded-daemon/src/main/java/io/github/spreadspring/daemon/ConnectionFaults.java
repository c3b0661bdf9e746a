package io.github.spreadspring.daemon;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.protocol.ErrorCode;
import io.github.spreadspring.protocol.RejectedException;

/**
 * What goes wrong between one running daemon and its clients, and all connections it can
 * go wrong with. Used by the event loop only.
 */
final class ConnectionFaults {

	/** Those in their handshake included, also where that is refused. */
	private final Set<NettyConnection> connections = new LinkedHashSet<>();

	private boolean frozen;

	private long delayNanos;

	private @Nullable ErrorCode refusal;

	void opened(NettyConnection connection) {
		this.connections.add(connection);
		if (this.delayNanos > 0) {
			connection.delay(this.delayNanos);
		}
		if (this.frozen) {
			connection.freeze();
		}
	}

	void closed(NettyConnection connection) {
		this.connections.remove(connection);
	}

	void freeze() {
		this.frozen = true;
		all().forEach(NettyConnection::freeze);
	}

	void thaw() {
		this.frozen = false;
		all().forEach(NettyConnection::thaw);
	}

	boolean isFrozen() {
		return this.frozen;
	}

	/**
	 * Let everything come late that is written to clients.
	 * @param nanos how late
	 */
	void delay(long nanos) {
		this.delayNanos = nanos;
		all().forEach((connection) -> connection.delay(nanos));
	}

	/**
	 * Refuse all handshakes.
	 * @param code how, or {@code null} to take clients in again
	 */
	void refuse(@Nullable ErrorCode code) {
		this.refusal = code;
	}

	/**
	 * Check that handshakes are not refused with one of some codes.
	 * @param codes the codes that a client gets at this point of its handshake
	 * @throws RejectedException if they are
	 */
	void requireNone(ErrorCode... codes) {
		for (ErrorCode code : codes) {
			if (code == this.refusal) {
				throw new RejectedException(code, "as the test wants it");
			}
		}
	}

	/**
	 * Let nothing go wrong any more, except that a frozen daemon stays frozen.
	 */
	void clear() {
		delay(0);
		refuse(null);
		all().forEach((connection) -> connection.setCutNext(false));
	}

	/**
	 * Let clients see a reset when their connection closes.
	 */
	void resetOnClose() {
		all().forEach(NettyConnection::resetOnClose);
	}

	private List<NettyConnection> all() {
		// one whose client is gone may close while it is written to
		return List.copyOf(this.connections);
	}

}
