package io.github.spreadspring.messaging;

import java.security.SecureRandom;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.SendNotStartedException;
import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.ViewChanged;
import io.github.spreadspring.client.session.SessionObserver;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.support.SpreadMessageMapper;

/**
 * Knows which replies a template waits for, and takes them out of what arrives at our
 * private group.
 */
final class ReplyDesk implements SessionObserver {

	/** So many may wait for replies at once. */
	static final int MAX_PENDING = 100_000;

	/** Tells the ids of this template from all others. */
	private final String prefix = Long.toString(UUID.randomUUID().getMostSignificantBits() >>> 1, 36) + "-";

	private final AtomicLong count = new AtomicLong();

	private final SecureRandom random = new SecureRandom();

	private final Map<String, PendingReply> pending = new ConcurrentHashMap<>();

	private final LongAdder late = new LongAdder();

	private final ReentrantLock opening = new ReentrantLock();

	private volatile boolean open;

	private final SpreadSession session;

	private final int maxPending;

	ReplyDesk(SpreadSession session) {
		this(session, MAX_PENDING);
	}

	ReplyDesk(SpreadSession session, int maxPending) {
		this.session = session;
		this.maxPending = maxPending;
	}

	/**
	 * Begin to wait.
	 * @param reply who waits
	 * @return the correlation id
	 * @throws SendNotStartedException if too many wait already
	 */
	String add(PendingReply reply) {
		open();
		if (this.pending.size() >= this.maxPending) {
			throw new SendNotStartedException(
					"%d requests wait for their replies already; nothing was sent. Send fewer at once, or wait for less long"
						.formatted(this.maxPending));
		}
		// whoever got one request must not be able to guess the id of the next
		String id = this.prefix + this.count.incrementAndGet() + "-"
				+ Long.toString(this.random.nextLong() >>> 1, Character.MAX_RADIX);
		this.pending.put(id, reply);
		return id;
	}

	/**
	 * See what the session reads, before the first request is sent: also before one that
	 * another thread sends at the same time.
	 */
	private void open() {
		if (this.open) {
			return;
		}
		this.opening.lock();
		try {
			if (!this.open) {
				this.session.addObserver(this);
				this.open = true;
			}
		}
		finally {
			this.opening.unlock();
		}
	}

	/**
	 * Wait no longer: what still comes is late.
	 * @param id the correlation id
	 */
	void remove(String id) {
		this.pending.remove(id);
	}

	@Nullable PendingReply get(String id) {
		return this.pending.get(id);
	}

	/**
	 * Return how many replies came when nobody waited for them any more.
	 * @return the number
	 */
	long late() {
		return this.late.sum();
	}

	void close() {
		this.session.removeObserver(this);
	}

	@Override
	public boolean take(RegularMessage message) {
		String id = SpreadMessageMapper.correlationId(message);
		if (id == null || !id.startsWith(this.prefix)) {
			return false;
		}
		PendingReply reply = this.pending.get(id);
		if (reply == null || !reply.reply(message)) {
			this.late.increment();
		}
		return true;
	}

	@Override
	public void viewChanged(GroupView view, ViewChanged change) {
		this.pending.values().forEach((reply) -> reply.viewChanged(change));
	}

	@Override
	public void left(String group) {
		this.pending.values().forEach((reply) -> reply.leftByUs(group));
	}

	@Override
	public void lost(ConnectionLost event) {
		this.pending.values().forEach((reply) -> reply.lost(event));
	}

	@Override
	public boolean isWaiting() {
		return !this.pending.isEmpty();
	}

}
