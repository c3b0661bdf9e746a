package io.github.spreadspring.sample.network;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.message.GroupLeft;
import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.client.message.ViewChanged;
import io.github.spreadspring.client.session.SessionSettings;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.client.session.SpreadStream;
import io.github.spreadspring.protocol.MemberId;

/**
 * A member at one daemon, with a session of its own, who remembers what it sees.
 */
class Observer implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(1);

	private static final int REMEMBERED = 200;

	private static final int TOLD = 20;

	private final SpreadSession session;

	private final SpreadStream stream;

	private final Thread reader;

	private final Words words = new Words();

	private final ReentrantLock lock = new ReentrantLock();

	private final Map<String, GroupView> views = new TreeMap<>();

	private final Deque<Seen> events = new ArrayDeque<>();

	private volatile boolean closed;

	Observer(String daemon, SessionSettings settings) {
		this.session = new SpreadSession(settings);
		this.stream = this.session.open();
		this.reader = new Thread(this::read, "observer-" + daemon);
		this.reader.setDaemon(true);
	}

	void start() {
		this.reader.start();
		this.session.start();
	}

	void join(String group) {
		this.stream.join(group);
	}

	void leave(String group) {
		this.stream.leave(group);
	}

	void say(String group, String text) {
		this.session.multicast(OutboundMessage.of(group, text.getBytes(StandardCharsets.UTF_8)));
	}

	DaemonAddress address() {
		return this.session.address();
	}

	@Nullable MemberId member() {
		return this.session.privateGroup();
	}

	Collection<GroupView> views() {
		this.lock.lock();
		try {
			return List.copyOf(this.views.values());
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Return what this observer has seen last.
	 * @param group in which group; {@code null} for all
	 * @return the newest 20 events, the newest last
	 */
	List<Seen> events(@Nullable String group) {
		this.lock.lock();
		try {
			List<Seen> events = new ArrayList<>(this.events);
			events.removeIf((event) -> !event.concerns(group));
			return List.copyOf(events.subList(Math.max(0, events.size() - TOLD), events.size()));
		}
		finally {
			this.lock.unlock();
		}
	}

	private void read() {
		try {
			while (!this.closed) {
				SpreadEvent event = this.stream.receive(PATIENCE);
				if (event != null) {
					see(event);
				}
			}
		}
		catch (InterruptedException ex) {
			// the application stops
		}
	}

	private void see(SpreadEvent event) {
		this.lock.lock();
		try {
			if (event instanceof GroupJoined joined) {
				this.views.put(joined.group(), joined.view());
			}
			else if (event instanceof ViewChanged changed) {
				this.views.put(changed.group(), changed.view());
			}
			else if (event instanceof GroupLeft left) {
				this.views.remove(left.group());
			}
			else if (event instanceof ConnectionLost) {
				this.views.clear();
			}
			Seen seen = this.words.of(event);
			if (seen != null) {
				this.events.add(seen);
			}
			if (this.events.size() > REMEMBERED) {
				this.events.remove();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void close() {
		this.closed = true;
		this.session.close();
		this.reader.interrupt();
	}

}
