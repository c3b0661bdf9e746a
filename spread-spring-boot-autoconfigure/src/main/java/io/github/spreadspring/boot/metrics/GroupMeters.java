package io.github.spreadspring.boot.metrics;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

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
 * can name any group in their messages; only those that we are in count, so that nobody
 * else can make meters.
 */
final class GroupMeters implements MessageObserver, SessionObserver {

	private static final String SENT = "spread.messages.sent";

	private static final String RECEIVED = "spread.messages.received";

	private static final String MEMBERS = "spread.group.members";

	private static final String GROUP = "group";

	private final Meters meters;

	private final SpreadSession session;

	private final GroupTags tags;

	private final Map<String, Counter> sent = new ConcurrentHashMap<>();

	/** Those of the groups that we are in. */
	private final Map<String, Counter> received = new ConcurrentHashMap<>();

	private final Map<String, Members> members = new ConcurrentHashMap<>();

	private final Counter privateSent;

	private final Counter privateReceived;

	private volatile @Nullable Self self;

	GroupMeters(Meters meters, SpreadSession session, int maxGroups) {
		this.meters = meters;
		this.session = session;
		this.tags = new GroupTags(maxGroups);
		this.privateSent = sentCounter(GroupTags.PRIVATE);
		this.privateReceived = receivedCounter(GroupTags.PRIVATE);
	}

	void start() {
		this.session.addObserver(this);
		this.session.addMessageObserver(this);
		this.session.views().forEach(this::entered);
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
		String tag = this.tags.of(group);
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
		entered(view);
	}

	private void entered(GroupView view) {
		String group = view.group();
		Members members = this.members.get(group);
		if (members == null) {
			String tag = this.tags.of(group);
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
		this.received.remove(group);
		Members members = this.members.remove(group);
		if (members != null && members.gauge != null) {
			this.meters.remove(members.gauge);
		}
	}

	@Override
	public void lost(ConnectionLost event) {
		this.members.keySet().forEach(this::left);
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
