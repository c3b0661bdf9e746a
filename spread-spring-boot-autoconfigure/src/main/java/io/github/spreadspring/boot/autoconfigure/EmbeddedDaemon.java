package io.github.spreadspring.boot.autoconfigure;

import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.log.LogMessage;

import io.github.spreadspring.client.ConnectionRefusedException;
import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.session.DaemonFallback;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemonBuilder;
import io.github.spreadspring.protocol.SpreadException;

/**
 * Starts a daemon inside the application when nobody accepts connections at any of its
 * addresses, all of them on this machine; also when the daemon of another application
 * went away. Of several applications that try at once, the one that binds the port wins,
 * and the others connect to it.
 */
public final class EmbeddedDaemon implements DaemonFallback, DisposableBean {

	private static final Log logger = LogFactory.getLog(EmbeddedDaemon.class);

	private static final Path SOCKET_FOLDER = Path.of("/tmp");

	private final DaemonAddress address;

	private final boolean allowed;

	private final ReentrantLock lifecycle = new ReentrantLock();

	private volatile @Nullable EmbeddedSpreadDaemon daemon;

	private boolean destroyed;

	private @Nullable String failure;

	private int failures;

	EmbeddedDaemon(List<DaemonAddress> addresses) {
		this(addresses, true);
	}

	/**
	 * Create a daemon, not started.
	 * @param addresses the addresses of the application
	 * @param wanted whether it may ever be started
	 */
	EmbeddedDaemon(List<DaemonAddress> addresses, boolean wanted) {
		boolean loopback = addresses.stream().allMatch(DaemonAddress::isLoopback);
		this.address = addresses.get(0);
		this.allowed = wanted && loopback;
		if (wanted && !loopback) {
			logger.warn(LogMessage
				.format("No embedded Spread daemon will be started for %s: only at loopback addresses", addresses));
		}
	}

	/**
	 * Whether this application runs the daemon.
	 * @return {@code true} once it had to start one
	 */
	public boolean isRunning() {
		return this.daemon != null;
	}

	/**
	 * Whether this application runs the daemon at an address.
	 * @param address an address
	 * @return {@code true} if it is that of a running daemon of this application
	 */
	public boolean isRunningAt(DaemonAddress address) {
		return isRunning() && address.isLoopback() && address.port() == this.address.port();
	}

	@Override
	public boolean provide(List<SpreadException> failures) {
		boolean nobodyThere = failures.stream().allMatch(ConnectionRefusedException.class::isInstance);
		if (!this.allowed || !nobodyThere) {
			return false;
		}
		this.lifecycle.lock();
		try {
			if (this.destroyed || isRunning()) {
				return false;
			}
			this.daemon = start();
			logger.warn(LogMessage.format("Started an embedded Spread daemon at %s, for development only: "
					+ "point spread.address at a real daemon in production", this.address));
			return true;
		}
		catch (UncheckedIOException ex) {
			boolean perhapsSlower = ex.getCause() instanceof BindException;
			tell(ex, perhapsSlower);
			// when another application was faster, there is a daemon now
			return perhapsSlower;
		}
		finally {
			this.lifecycle.unlock();
		}
	}

	/**
	 * Say once why no daemon could be started; of a lost race nothing, unless nobody has
	 * won it by the next time.
	 * @param failure why
	 * @param perhapsSlower whether another application may have been faster
	 */
	private void tell(UncheckedIOException failure, boolean perhapsSlower) {
		String reason = String.valueOf(failure.getMessage());
		this.failures = reason.equals(this.failure) ? this.failures + 1 : 1;
		this.failure = reason;
		if (this.failures == (perhapsSlower ? 2 : 1)) {
			logger.warn(LogMessage.format("%s. Will try again.", reason));
		}
	}

	private EmbeddedSpreadDaemon start() {
		if (!this.address.isLocal() || !Files.isDirectory(SOCKET_FOLDER)) {
			return builder().build().start();
		}
		// where C clients look that are given a bare port
		Path socketFile = SOCKET_FOLDER.resolve(Integer.toString(this.address.port()));
		try {
			return builder().unixSocket(socketFile).build().start();
		}
		catch (UncheckedIOException ex) {
			EmbeddedSpreadDaemon withoutFile = builder().build().start();
			logger.warn(LogMessage.format("%s; listening on TCP only", ex.getMessage()));
			return withoutFile;
		}
	}

	private EmbeddedSpreadDaemonBuilder builder() {
		return EmbeddedSpreadDaemon.builder().port(this.address.port()).bindAddress(bindAddress());
	}

	private InetAddress bindAddress() {
		try {
			return this.address.isLocal() ? InetAddress.getLoopbackAddress()
					: InetAddress.getByName(this.address.host());
		}
		catch (UnknownHostException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void destroy() {
		this.lifecycle.lock();
		try {
			this.destroyed = true;
			EmbeddedSpreadDaemon daemon = this.daemon;
			if (daemon != null) {
				daemon.close();
			}
		}
		finally {
			this.lifecycle.unlock();
		}
	}

}
