package io.github.spreadspring.client.session;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.SpreadConnectException;
import io.github.spreadspring.client.SpreadConnection;
import io.github.spreadspring.protocol.SpreadException;

/**
 * Finds a daemon that takes a session in, and says why when there is none: once for each
 * address and kind of failure, until a connection succeeds.
 */
final class DaemonDialer {

	private static final Logger logger = System.getLogger(SpreadSession.class.getName());

	private final SessionSettings settings;

	private final DaemonFallback fallback;

	/** What has been said already. */
	private final Map<DaemonAddress, Class<?>> told = new HashMap<>();

	private volatile DaemonAddress address;

	private volatile @Nullable SpreadException lastFailure;

	DaemonDialer(SessionSettings settings, DaemonFallback fallback) {
		this.settings = settings;
		this.fallback = fallback;
		this.address = settings.addresses().get(0);
	}

	/**
	 * Try all addresses, and once more if the fallback provided something.
	 * @param wanted tells whether a connection is still wanted
	 * @return the connection, or {@code null} without any
	 */
	@Nullable SpreadConnection dial(BooleanSupplier wanted) {
		List<SpreadException> failures = new ArrayList<>();
		SpreadConnection connection = tryAddresses(wanted, failures);
		if (connection == null && wanted.getAsBoolean() && fallBack(failures)) {
			failures.clear();
			connection = tryAddresses(wanted, failures);
		}
		if (connection != null) {
			this.told.clear();
			this.lastFailure = null;
		}
		else if (wanted.getAsBoolean()) {
			failures.forEach(this::tell);
		}
		return connection;
	}

	/**
	 * Return the daemon that was dialled last.
	 * @return its address
	 */
	DaemonAddress address() {
		return this.address;
	}

	/**
	 * Return why the last attempt failed, or the last connection was lost.
	 * @return the reason, or {@code null} while all is well
	 */
	@Nullable SpreadException lastFailure() {
		return this.lastFailure;
	}

	/**
	 * Note why a connection was lost.
	 * @param failure the reason
	 */
	void lost(SpreadException failure) {
		this.lastFailure = failure;
	}

	private @Nullable SpreadConnection tryAddresses(BooleanSupplier wanted, List<SpreadException> failures) {
		for (DaemonAddress candidate : this.settings.addresses()) {
			if (!wanted.getAsBoolean()) {
				return null;
			}
			this.address = candidate;
			try {
				return SpreadConnection.open(this.settings.connection().address(candidate));
			}
			catch (SpreadException ex) {
				this.lastFailure = ex;
				failures.add(ex);
			}
		}
		return null;
	}

	private boolean fallBack(List<SpreadException> failures) {
		try {
			return this.fallback.provide(List.copyOf(failures));
		}
		catch (RuntimeException ex) {
			logger.log(Level.ERROR, "Fallback failed", ex);
			return false;
		}
	}

	private void tell(SpreadException failure) {
		DaemonAddress failed = (failure instanceof SpreadConnectException ex) ? ex.address() : this.address;
		boolean news = this.told.put(failed, failure.getClass()) != failure.getClass();
		logger.log(news ? Level.WARNING : Level.DEBUG, "{0} Will keep trying, at most {1} ms apart.",
				failure.getMessage(), Long.toString(this.settings.reconnectMaxDelay().toMillis()));
	}

}
