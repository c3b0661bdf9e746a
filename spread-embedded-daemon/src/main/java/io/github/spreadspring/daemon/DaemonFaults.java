package io.github.spreadspring.daemon;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.protocol.ErrorCode;

/**
 * Makes an {@link EmbeddedSpreadDaemon} misbehave, to test how clients take it; see also
 * {@link EmbeddedSpreadDaemon#kill()}. What a method does is in place when it returns.
 * Faults can be combined, and all of them end when the daemon is closed or killed.
 * <p>
 * All methods can be called from any thread. Those that make something go wrong throw an
 * {@link IllegalStateException} while the daemon is not running.
 */
public final class DaemonFaults {

	private static final Set<ErrorCode> REFUSALS = EnumSet.of(ErrorCode.REJECT_QUOTA, ErrorCode.REJECT_ILLEGAL_NAME,
			ErrorCode.REJECT_NOT_UNIQUE, ErrorCode.REJECT_VERSION, ErrorCode.REJECT_AUTH);

	private final Supplier<@Nullable RunningDaemon> daemon;

	DaemonFaults(Supplier<@Nullable RunningDaemon> daemon) {
		this.daemon = daemon;
	}

	/**
	 * Let the daemon stand still, as a C daemon that got a {@code SIGSTOP}: connections
	 * are accepted by the operating system and stay open, but nothing is read, written or
	 * answered. In a network, the other daemons lose it after the network's detection
	 * time.
	 */
	public void freeze() {
		running().freeze();
	}

	/**
	 * Let a frozen daemon go on where it stood. Does nothing when it is not frozen. In a
	 * network, it comes back to the others if they have lost it.
	 */
	public void thaw() {
		RunningDaemon running = this.daemon.get();
		if (running != null) {
			running.thaw();
		}
	}

	/**
	 * Whether the daemon is frozen.
	 * @return {@code true} between {@link #freeze()} and {@link #thaw()}
	 */
	public boolean isFrozen() {
		RunningDaemon running = this.daemon.get();
		return running != null && running.isFrozen();
	}

	/**
	 * Let everything that the daemon sends to its clients, handshake answers too, arrive
	 * later, handshakes that are refused included. The order is kept. What is on its way
	 * is held in memory, and does not count as what a client has failed to read.
	 * @param delay how much later; zero, the default, ends the delay and lets everything
	 * arrive that is on its way
	 * @throws IllegalArgumentException if the delay is negative
	 */
	public void delay(Duration delay) {
		if (delay.isNegative()) {
			throw new IllegalArgumentException("Delay %s is not allowed: zero or more is".formatted(delay));
		}
		running().withDaemon((virtual) -> {
			virtual.faults().delay(delay.toNanos());
			return true;
		});
	}

	/**
	 * Cut off one client as if it had read too slowly: its connection closes without a
	 * word, what waits for it is lost, and its groups see a disconnect. A frozen daemon
	 * does so when it goes on.
	 * @param privateName the private name of the client, without the daemon's name
	 * @return {@code false} if there is no such client
	 */
	public boolean disconnect(String privateName) {
		return withSession(privateName, (session) -> session.daemon().sequencer().disconnect(session));
	}

	/**
	 * Cut the next frame for one client in the middle, and close its connection there.
	 * Its groups see a disconnect.
	 * @param privateName the private name of the client, without the daemon's name
	 * @return {@code false} if there is no such client
	 */
	public boolean cutFrame(String privateName) {
		return withSession(privateName, (session) -> session.connection().setCutNext(true));
	}

	/**
	 * Refuse everybody who wants to connect, at the point of the handshake where a C
	 * daemon uses the code: {@link ErrorCode#REJECT_QUOTA} right after accepting the
	 * connection, {@link ErrorCode#REJECT_AUTH} in place of the accept reply, the others
	 * in place of the list of authentication methods. Sessions go on.
	 * @param code one of these, {@link ErrorCode#REJECT_ILLEGAL_NAME},
	 * {@link ErrorCode#REJECT_NOT_UNIQUE} or {@link ErrorCode#REJECT_VERSION}
	 * @throws IllegalArgumentException if the code is another one
	 */
	public void refuse(ErrorCode code) {
		if (!REFUSALS.contains(code)) {
			throw new IllegalArgumentException(
					"Refusing with %s is not possible, no daemon does so: allowed are %s".formatted(code, REFUSALS));
		}
		running().withDaemon((virtual) -> {
			virtual.faults().refuse(code);
			return true;
		});
	}

	/**
	 * Take clients in again, after {@link #refuse(ErrorCode)}.
	 */
	public void accept() {
		ifRunning((virtual) -> virtual.faults().refuse(null));
	}

	/**
	 * End all faults: {@link #thaw()}, no delay, {@link #accept()}, and no frame is cut
	 * any more. Does nothing when the daemon is not running.
	 */
	public void clear() {
		thaw();
		ifRunning((virtual) -> virtual.faults().clear());
	}

	private boolean withSession(String privateName, Consumer<Session> action) {
		Function<VirtualDaemon, Boolean> task = (virtual) -> {
			Session session = virtual.session(privateName);
			if (session != null) {
				action.accept(session);
			}
			return session != null;
		};
		return running().withDaemon(task);
	}

	private void ifRunning(Consumer<VirtualDaemon> action) {
		RunningDaemon running = this.daemon.get();
		if (running != null) {
			running.withDaemon((virtual) -> {
				action.accept(virtual);
				return true;
			});
		}
	}

	private RunningDaemon running() {
		RunningDaemon running = this.daemon.get();
		if (running == null) {
			throw new IllegalStateException("The embedded Spread daemon is not running: call start() first");
		}
		return running;
	}

}
