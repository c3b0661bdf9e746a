package io.github.spreadspring.client.session;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.SpreadConnectException;
import io.github.spreadspring.client.SpreadConnection;
import io.github.spreadspring.client.transport.Deadline;
import io.github.spreadspring.protocol.SpreadException;

/**
 * What a session says about its connections: each thing once for each daemon, until a
 * connection has proved stable. However long a daemon is away, or throws us out as soon
 * as it took us in, the log stays short; all of it is there at the level of debugging.
 * Its last line is true all the same: who is not connected is not said to be.
 */
final class ConnectionLog {

	private static final Logger logger = System.getLogger(SpreadSession.class.getName());

	private final String prefix;

	private final Duration maxDelay;

	private final Set<String> said = ConcurrentHashMap.newKeySet();

	/**
	 * Whether connections come and go, so that each is only worth mention when it stays.
	 */
	private volatile boolean silent;

	/** Whether the last word was that we are connected. */
	private volatile boolean saidConnected;

	/** Whether who started us hears of the failure, and nothing is tried again. */
	private volatile boolean decisive;

	ConnectionLog(String privateName, Duration maxDelay, boolean decisive) {
		this.prefix = privateName.isEmpty() ? "" : "Session \"" + privateName + "\": ";
		this.maxDelay = maxDelay;
		this.decisive = decisive;
	}

	/**
	 * No daemon took us in.
	 * @param failure why, at one of them
	 */
	void failed(SpreadException failure) {
		if (this.decisive) {
			say(Level.DEBUG, "%s", sentence(failure));
			return;
		}
		Level level = isNews("failed", failure) ? Level.WARNING : Level.DEBUG;
		say(level, "%s Will keep trying, at most %d ms apart.", sentence(failure), this.maxDelay.toMillis());
	}

	void waitingForName(SpreadException failure, Deadline deadline) {
		Level level = isNews("waiting", failure) ? Level.WARNING : Level.DEBUG;
		say(level, "%s Will wait for it for %s.", sentence(failure), deadline);
	}

	void nameTaken(SpreadException failure, Deadline deadline) {
		if (this.decisive) {
			say(Level.DEBUG, "Still not connected after %s: %s", deadline, sentence(failure));
			return;
		}
		Level level = isNews("taken", failure) ? Level.ERROR : Level.DEBUG;
		say(level, "Still not connected after %s: %s Will keep trying, at most %d ms apart.", deadline,
				sentence(failure), this.maxDelay.toMillis());
	}

	void otherName(String wanted, SpreadConnection connection) {
		Level level = this.said.add("name " + connection.address()) ? Level.WARNING : Level.DEBUG;
		say(level, "The private name \"%s\" is in use at the daemon %s: connected as %s instead", wanted,
				connection.address(), connection.privateGroup());
	}

	void connected(SpreadConnection connection) {
		this.decisive = false;
		sayConnected(connection, this.silent ? Level.DEBUG : Level.INFO);
	}

	/**
	 * A connection has lasted for some time: whatever happens next is news.
	 * @param connection the connection
	 */
	void stable(SpreadConnection connection) {
		this.said.clear();
		if (this.silent) {
			this.silent = false;
			sayConnected(connection, Level.INFO);
		}
	}

	private void sayConnected(SpreadConnection connection, Level level) {
		this.saidConnected = level != Level.DEBUG;
		say(level, "Connected to the Spread daemon at %s as %s", connection.address(), connection.privateGroup());
	}

	/**
	 * A connection was lost.
	 * @param address the daemon
	 * @param failure why
	 */
	void lost(DaemonAddress address, SpreadException failure) {
		boolean news = this.said.add("lost " + address + failure.getClass());
		this.silent = this.silent || !news;
		Level level = (news || this.saidConnected) ? Level.WARNING : Level.DEBUG;
		this.saidConnected = false;
		say(level, "Connection lost, reconnecting. %s", sentence(failure));
	}

	/**
	 * A connection was given up for another one.
	 * @param address the daemon
	 */
	void givenUp(DaemonAddress address) {
		this.said.clear();
		this.silent = false;
		say(Level.INFO, "Reconnecting to Spread, as asked for; was connected to %s", address);
	}

	private void say(Level level, String format, Object... arguments) {
		logger.log(level, () -> this.prefix + format.formatted(arguments));
	}

	/**
	 * Return why something failed, for more to be said behind it.
	 * @param failure the failure
	 * @return its message, with a full stop
	 */
	private static String sentence(SpreadException failure) {
		String message = String.valueOf(failure.getMessage());
		return message.matches("(?s).*[.!?]\\s*") ? message : message + ".";
	}

	private boolean isNews(String what, SpreadException failure) {
		Object address = (failure instanceof SpreadConnectException ex) ? ex.address() : "";
		return this.said.add(what + " " + address + failure.getClass());
	}

}
