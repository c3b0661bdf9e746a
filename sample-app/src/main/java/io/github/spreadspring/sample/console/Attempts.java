package io.github.spreadspring.sample.console;

import java.util.Optional;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.session.SessionState;
import io.github.spreadspring.client.session.SessionStateListener;
import io.github.spreadspring.client.session.SpreadSession;

/**
 * Counts the attempts to connect, and tells of each of them while it is under way.
 */
class Attempts implements SessionStateListener {

	private final SpreadSession session;

	private final Consumer<ConsoleEvent> told;

	private volatile int number;

	Attempts(SpreadSession session, Consumer<ConsoleEvent> told) {
		this.session = session;
		this.told = told;
	}

	@Override
	public void stateChanged(SessionState from, SessionState to) {
		if (to == SessionState.CONNECTED || to == SessionState.DISCONNECTED) {
			this.number = 0;
		}
		if (to == SessionState.CONNECTING) {
			this.number = this.number + 1;
		}
		event(to).ifPresent(this.told);
	}

	/**
	 * Return the attempt that is under way now.
	 * @return the attempt; empty unless the session tries to connect
	 */
	Optional<ConsoleEvent> present() {
		return event(this.session.state());
	}

	private Optional<ConsoleEvent> event(SessionState state) {
		if (state != SessionState.CONNECTING && state != SessionState.BACKING_OFF) {
			return Optional.empty();
		}
		return Optional.of(new ConsoleEvent.Attempt(state, this.number, this.session.address().toString(),
				this.session.settings().addresses().stream().map(DaemonAddress::toString).toList(),
				this.session.settings().reconnectMaxDelay().toMillis(), reason()));
	}

	private @Nullable String reason() {
		Exception failure = this.session.lastFailure();
		return (failure != null) ? failure.getMessage() : null;
	}

}
