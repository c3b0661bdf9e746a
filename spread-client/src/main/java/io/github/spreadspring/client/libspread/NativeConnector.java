package io.github.spreadspring.client.libspread;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.sun.jna.Platform;

import io.github.spreadspring.client.ConnectTimeoutException;
import io.github.spreadspring.client.ConnectionRefusedException;
import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.NotSpreadException;
import io.github.spreadspring.client.SpreadConnectException;
import io.github.spreadspring.client.SpreadConnection;
import io.github.spreadspring.client.libspread.SpreadLibrary.Connected;
import io.github.spreadspring.client.transport.DaemonPlaces;
import io.github.spreadspring.client.transport.Deadline;
import io.github.spreadspring.client.transport.Refusals;
import io.github.spreadspring.protocol.ErrorCode;
import io.github.spreadspring.protocol.IllegalNameException;
import io.github.spreadspring.protocol.MemberId;

/**
 * Connects through libspread. An address means what it means to the socket transport:
 * libspread itself tries only the first address of a host, and for a bare port only the
 * Unix domain socket.
 */
final class NativeConnector {

	/** Longer than a network of daemons needs to form anew. */
	private static final Duration STALL_TIMEOUT = Duration.ofSeconds(30);

	/** By so much libspread may be early when it measures the time-out. */
	private static final long TOLERANCE = 10;

	private final ConnectionSettings settings;

	private final SpreadLibrary library;

	private final SocketCalls calls;

	private final Duration stallTimeout;

	NativeConnector(ConnectionSettings settings, SpreadLibrary library) {
		this(settings, library, Platform.isWindows() ? new WindowsCalls() : new PosixCalls(), STALL_TIMEOUT);
	}

	NativeConnector(ConnectionSettings settings, SpreadLibrary library, SocketCalls calls, Duration stallTimeout) {
		this.stallTimeout = stallTimeout;
		this.settings = settings;
		this.library = library;
		this.calls = calls;
	}

	SpreadConnection connect() {
		List<String> names = names();
		Deadline deadline = Deadline.in(this.settings.connectTimeout());
		for (String name : names) {
			if (Thread.currentThread().isInterrupted()) {
				throw ConnectTimeoutException.interrupted(address());
			}
			Connected connected = new NativeAuthentication(this.library, this.calls, this.settings, deadline)
				.around(() -> connect(name, deadline));
			if (connected.result() == SpreadLibrary.ACCEPT_SESSION) {
				return connection(connected);
			}
			if (connected.result() != ErrorCode.COULD_NOT_CONNECT.code()) {
				throw failure(connected.result(), deadline);
			}
		}
		throw new ConnectionRefusedException(address(),
				"No Spread daemon accepts connections at %s. Start one there, or correct the address."
					.formatted(address()),
				null);
	}

	private DaemonAddress address() {
		return this.settings.address();
	}

	private Connected connect(String name, Deadline deadline) {
		return this.library.connect(name, this.settings.privateName(), this.settings.priority(),
				this.settings.membership(), Duration.ofNanos(deadline.remainingNanos()));
	}

	/**
	 * Return what libspread is to try in turn. Names are looked up here, so that the time
	 * for it does not count and every address of a host gets its chance.
	 * @return names as libspread wants them, an IPv6 address without brackets
	 */
	private List<String> names() {
		DaemonPlaces places = DaemonPlaces.of(address());
		List<String> names = new ArrayList<>();
		String port = Integer.toString(address().port());
		if (places.socketFile() != null && !Platform.isWindows()) {
			names.add(port);
		}
		places.hosts().forEach((host) -> names.add(port + "@" + host.getHostAddress()));
		return names;
	}

	private SpreadConnection connection(Connected connected) {
		try {
			MemberId privateGroup = MemberId.of(connected.privateGroup());
			this.calls.setKeepAliveTimes(connected.mailbox());
			return new NativeConnection(this.settings, privateGroup,
					new NativeMailbox(this.library, this.calls, connected.mailbox(), address()), this.stallTimeout);
		}
		catch (IllegalNameException ex) {
			this.library.kill(connected.mailbox());
			throw notSpread("did not accept as a Spread daemon does");
		}
	}

	/**
	 * Return the exception for an error. libspread has the same one for a time-out as for
	 * a connection that was closed.
	 * @param result the error
	 * @param deadline when connecting had to be over
	 * @return the exception
	 */
	private SpreadConnectException failure(int result, Deadline deadline) {
		ErrorCode code = ErrorCode.of(result);
		SpreadConnectException refusal = (code != null) ? Refusals.of(code, this.settings, this.library.version())
				: null;
		if (refusal != null) {
			return refusal;
		}
		if (code == ErrorCode.CONNECTION_CLOSED) {
			return (deadline.remainingMillis() <= TOLERANCE)
					? new ConnectTimeoutException(address(),
							"%s did not complete the handshake within %s. Is it a Spread daemon?".formatted(address(),
									deadline))
					: notSpread("closed the connection during the handshake, or answered as no daemon does");
		}
		return notSpread((result < 0) ? "refused with the unexpected code %d".formatted(result)
				: "did not accept as a Spread daemon does");
	}

	private NotSpreadException notSpread(String what) {
		return new NotSpreadException(address(), "%s %s. Is it a Spread daemon?".formatted(address(), what));
	}

}
