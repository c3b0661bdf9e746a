package io.github.spreadspring.boot.test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.boot.test.SpreadTestClient.Received;
import io.github.spreadspring.client.SpreadConnection;
import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SelfLeft;
import io.github.spreadspring.client.message.SpreadMessage;
import io.github.spreadspring.client.message.ViewChanged;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.SpreadException;

/**
 * What a {@link SpreadTestClient} has received, and waiting for more of it.
 */
class Inbox {

	private final MemberId owner;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition arrived = this.lock.newCondition();

	private final List<SpreadMessage> received = new ArrayList<>();

	/** Positions of messages that were handed out. */
	private final Set<Integer> taken = new HashSet<>();

	private final Map<String, GroupView> views = new HashMap<>();

	/** What the owner sends itself next to see how far the order has come. */
	private @Nullable String mark;

	private @Nullable SpreadException end;

	private volatile Duration timeout = SpreadTestClient.DEFAULT_TIMEOUT;

	Inbox(MemberId owner) {
		this.owner = owner;
	}

	void timeout(Duration timeout) {
		this.timeout = timeout;
	}

	/**
	 * Take in all that comes until the connection ends.
	 * @param connection where it comes from
	 */
	void fill(SpreadConnection connection) {
		try {
			while (true) {
				SpreadMessage message = connection.receive();
				locked(() -> add(message));
			}
		}
		catch (SpreadException ex) {
			locked(() -> {
				this.end = ex;
				this.arrived.signalAll();
				return ex;
			});
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private boolean add(SpreadMessage message) {
		this.arrived.signalAll();
		if (isMark(message)) {
			this.mark = null;
			return false;
		}
		if (message instanceof ViewChanged change) {
			this.views.put(change.group(), change.view());
		}
		else if (message instanceof SelfLeft left) {
			this.views.remove(left.group());
		}
		return this.received.add(message);
	}

	private boolean isMark(SpreadMessage message) {
		return this.mark != null && message instanceof RegularMessage regular && regular.sender().equals(this.owner)
				&& new String(regular.body(), StandardCharsets.UTF_8).equals(this.mark);
	}

	void expectMark(String mark) {
		locked(() -> this.mark = mark);
	}

	boolean isMarked() {
		return locked(() -> this.mark == null);
	}

	@Nullable GroupView view(String group) {
		return locked(() -> this.views.get(group));
	}

	List<SpreadMessage> received() {
		return locked(() -> List.copyOf(this.received));
	}

	void requireReachable(String group) {
		if (!group.equals(this.owner.toString()) && view(group) == null) {
			throw new IllegalStateException(
					"No message to \"%s\" can reach %s, which is not in this group: join it first".formatted(group,
							this.owner));
		}
	}

	void requireNone(String group) {
		locked(() -> {
			for (int i = 0; i < this.received.size(); i++) {
				if (isTo(group, this.received.get(i)) && !this.taken.contains(i)) {
					throw new AssertionError(describe("There is a message to \"%s\"".formatted(group)));
				}
			}
			return group;
		});
	}

	@Nullable Received take(String group, Consumer<Received> requirements, StringBuilder mismatch) {
		for (int i = 0; i < this.received.size(); i++) {
			if (isTo(group, this.received.get(i)) && !this.taken.contains(i)) {
				Received candidate = new Received((RegularMessage) this.received.get(i));
				try {
					requirements.accept(candidate);
					this.taken.add(i);
					return candidate;
				}
				catch (AssertionError ex) {
					mismatch.replace(0, mismatch.length(), String.valueOf(ex.getMessage()).strip());
				}
			}
		}
		return null;
	}

	static boolean isTo(String group, SpreadMessage message) {
		return message instanceof RegularMessage regular && regular.groups().contains(group);
	}

	/**
	 * Wait for something.
	 * @param <T> what it is
	 * @param condition returns it, or {@code null} while it is not there; called under
	 * the lock
	 * @param failure says what is missing
	 * @return what the condition returned
	 * @throws AssertionError if it did not come in time
	 */
	<T> T await(Supplier<@Nullable T> condition, Supplier<String> failure) {
		return locked(() -> {
			long remaining = TimeUnit.NANOSECONDS.convert(this.timeout);
			T result = condition.get();
			while (result == null && remaining > 0 && this.end == null) {
				remaining = awaitArrival(remaining);
				result = condition.get();
			}
			if (result == null) {
				String reason = (this.end != null) ? "and the connection has ended: " + this.end.getMessage()
						: "after waiting for %d ms".formatted(this.timeout.toMillis());
				throw new AssertionError(describe(failure.get() + ", " + reason));
			}
			return result;
		});
	}

	private long awaitArrival(long nanos) {
		try {
			return this.arrived.awaitNanos(nanos);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError("Interrupted while waiting", ex);
		}
	}

	private String describe(String failure) {
		StringBuilder text = new StringBuilder(failure);
		text.append("%n%s is in %s and received%s".formatted(this.owner,
				this.views.isEmpty() ? "no group" : this.views.keySet(), this.received.isEmpty() ? " nothing" : ":"));
		for (int i = 0; i < this.received.size(); i++) {
			SpreadMessage message = this.received.get(i);
			text.append(
					"%n  %s%s".formatted((message instanceof RegularMessage regular) ? new Received(regular) : message,
							this.taken.contains(i) ? " (handed out)" : ""));
		}
		return text.toString();
	}

	String members(String group) {
		GroupView view = view(group);
		return (view != null) ? view.members().toString() : "this client is not in it, join it first";
	}

	private <T extends @Nullable Object> T locked(Supplier<T> action) {
		this.lock.lock();
		try {
			return action.get();
		}
		finally {
			this.lock.unlock();
		}
	}

}
