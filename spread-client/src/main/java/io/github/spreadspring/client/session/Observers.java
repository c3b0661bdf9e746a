package io.github.spreadspring.client.session;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.ViewChanged;

/**
 * The observers of a session, as one. What one of them throws harms neither the reader
 * nor the others.
 */
final class Observers implements SessionObserver {

	private static final Logger logger = System.getLogger(SpreadSession.class.getName());

	private final List<SessionObserver> all = new CopyOnWriteArrayList<>();

	void add(SessionObserver observer) {
		this.all.add(observer);
	}

	void remove(SessionObserver observer) {
		this.all.remove(observer);
	}

	@Override
	public boolean take(RegularMessage message) {
		for (SessionObserver observer : this.all) {
			try {
				if (observer.take(message)) {
					return true;
				}
			}
			catch (RuntimeException | Error ex) {
				failed(ex);
			}
		}
		return false;
	}

	@Override
	public void viewChanged(GroupView view, ViewChanged change) {
		forEach((observer) -> observer.viewChanged(view, change));
	}

	@Override
	public void left(String group) {
		forEach((observer) -> observer.left(group));
	}

	@Override
	public void lost(ConnectionLost event) {
		forEach((observer) -> observer.lost(event));
	}

	@Override
	public void pinged(Duration roundTrip) {
		forEach((observer) -> observer.pinged(roundTrip));
	}

	@Override
	public void highWater(SpreadStream stream) {
		forEach((observer) -> observer.highWater(stream));
	}

	@Override
	public void lowWater(SpreadStream stream) {
		forEach((observer) -> observer.lowWater(stream));
	}

	@Override
	public void overflowed(SpreadStream stream, List<String> groups) {
		forEach((observer) -> observer.overflowed(stream, groups));
	}

	@Override
	public boolean isWaiting() {
		for (SessionObserver observer : this.all) {
			try {
				if (observer.isWaiting()) {
					return true;
				}
			}
			catch (RuntimeException | Error ex) {
				failed(ex);
			}
		}
		return false;
	}

	private void forEach(Consumer<SessionObserver> action) {
		for (SessionObserver observer : this.all) {
			try {
				action.accept(observer);
			}
			catch (RuntimeException | Error ex) {
				failed(ex);
			}
		}
	}

	private static void failed(Throwable ex) {
		logger.log(Level.ERROR, "An observer of the session failed", ex);
	}

}
