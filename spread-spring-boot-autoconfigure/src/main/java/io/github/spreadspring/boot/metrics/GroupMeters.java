package io.github.spreadspring.boot.metrics;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.ViewChanged;
import io.github.spreadspring.client.session.MessageObserver;
import io.github.spreadspring.client.session.SessionObserver;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.protocol.MemberId;

/**
 * What a session sends to and receives from each group, and how many are in it. Others
 * can name any group in their messages; of what is received only groups that we are in
 * count. They can also have us send to any group, by asking for answers there: that makes
 * bounded meters, which take none from the groups that we are in.
 */
final class GroupMeters implements MessageObserver, SessionObserver {

	private static final String SENT = "spread.messages.sent";

	private static final String RECEIVED = "spread.messages.received";

	private static final String MEMBERS = "spread.group.members";

	private static final String GROUP = "group";

	private final Meters meters;

	private final SpreadSession session;

	/** Of the groups that we are in, or were. */
	private final GroupTags joinedTags;

	/** Of those that we only send to. */
	private final GroupTags sentTags;

	private final Map<String, Counter> sent = new ConcurrentHashMap<>();

	/** Those of the groups that we are in. */
	private final Map<String, Counter> received = new ConcurrentHashMap<>();

	/** In the order of the reader, and of whoever starts this meanwhile. */
	private final ReentrantLock membership = new ReentrantLock();

	private final Map<String, Members> members = new HashMap<>();

	/** What the reader has told of, which is newer than what was there before. */
	private final Set<String> told = new HashSet<>();

	private boolean starting = true;

	private final Counter privateSent;

	private final Counter privateReceived;

	private volatile @Nullable Self self;

	GroupMeters(Meters meters, SpreadSession session, int maxGroups) {
		this.meters = meters;
		this.session = session;
		this.joinedTags = new GroupTags(maxGroups);
		this.sentTags = new GroupTags(maxGroups);
		this.privateSent = sentCounter(GroupTags.PRIVATE);
		this.privateReceived = receivedCounter(GroupTags.PRIVATE);
	}

	void start() {
		this.session.addObserver(this);
		this.session.addMessageObserver(this);
		this.session.views().forEach(this::found);
		this.membership.lock();
		try {
			started();
		}
		finally {
			this.membership.unlock();
		}
	}

	private void found(GroupView view) {
		this.membership.lock();
		try {
			if (this.starting && !this.told.contains(view.group())) {
				entered(view);
			}
		}
		finally {
			this.membership.unlock();
		}
	}

	private void started() {
		this.starting = false;
		this.told.clear();
	}

	void stop() {
		this.session.removeObserver(this);
		this.session.removeMessageObserver(this);
	}

	private Counter sentCounter(String tag) {
		return this.meters.counter(SENT, "Messages sent, counted for each of their destinations", GROUP, tag);
	}

	private Counter receivedCounter(String tag) {
		return this.meters.counter(RECEIVED,
				"Messages received, our own included, counted for each of our groups that they were sent to", GROUP,
				tag);
	}

	@Override
	public void sent(OutboundMessage message) {
		List<String> groups = message.groups();
		for (int i = 0; i < groups.size(); i++) {
			sentTo(groups.get(i)).increment();
		}
	}

	private Counter sentTo(String group) {
		if (GroupTags.isPrivate(group)) {
			return this.privateSent;
		}
		Counter counter = this.sent.get(group);
		if (counter != null) {
			return counter;
		}
		String tag = this.joinedTags.isNamed(group) ? group : this.sentTags.of(group);
		// not by the group, of which there may be any number
		return this.sent.computeIfAbsent(tag, this::sentCounter);
	}

	@Override
	public void received(RegularMessage message) {
		List<String> groups = message.groups();
		for (int i = 0; i < groups.size(); i++) {
			String group = groups.get(i);
			Counter counter = GroupTags.isPrivate(group) ? receivedInPrivate(group) : this.received.get(group);
			if (counter != null) {
				counter.increment();
			}
		}
	}

	private @Nullable Counter receivedInPrivate(String group) {
		MemberId id = this.session.privateGroup();
		if (id == null) {
			return null;
		}
		Self self = this.self;
		if (self == null || self.id != id) {
			self = new Self(id, id.toString());
			this.self = self;
		}
		return group.equals(self.text) ? this.privateReceived : null;
	}

	@Override
	public void viewChanged(GroupView view, ViewChanged change) {
		this.membership.lock();
		try {
			tell(view.group());
			entered(view);
		}
		finally {
			this.membership.unlock();
		}
	}

	private void tell(String group) {
		if (this.starting) {
			this.told.add(group);
		}
	}

	private void entered(GroupView view) {
		String group = view.group();
		Members members = this.members.get(group);
		if (members == null) {
			String tag = this.joinedTags.of(group);
			this.received.put(group, receivedCounter(tag));
			members = tag.equals(GroupTags.OTHER) ? Members.UNSHOWN : show(tag);
			this.members.put(group, members);
		}
		members.count.set(view.members().size());
	}

	private Members show(String tag) {
		AtomicInteger count = new AtomicInteger();
		return new Members(count, this.meters.gauge(MEMBERS, "Members of a group that the session is in", "members",
				count, AtomicInteger::get, GROUP, tag));
	}

	@Override
	public void left(String group) {
		this.membership.lock();
		try {
			tell(group);
			this.received.remove(group);
			hide(this.members.remove(group));
		}
		finally {
			this.membership.unlock();
		}
	}

	@Override
	public void lost(ConnectionLost event) {
		this.membership.lock();
		try {
			// what was there before is no more, and the reader tells what comes
			started();
			this.received.clear();
			this.members.values().forEach(this::hide);
			this.members.clear();
		}
		finally {
			this.membership.unlock();
		}
	}

	private void hide(@Nullable Members members) {
		if (members != null && members.gauge != null) {
			this.meters.remove(members.gauge);
		}
	}

	/**
	 * How many are in a group.
	 *
	 * @param count how many
	 * @param gauge what shows it; {@code null} where nothing does
	 */
	private record Members(AtomicInteger count, @Nullable Gauge gauge) {

		static final Members UNSHOWN = new Members(new AtomicInteger(), null);

	}

	private record Self(MemberId id, String text) {
	}

}
