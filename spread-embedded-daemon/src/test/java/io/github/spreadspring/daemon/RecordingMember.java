package io.github.spreadspring.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.protocol.Frame;
import io.github.spreadspring.protocol.MembershipBody;
import io.github.spreadspring.protocol.MembershipCause;
import io.github.spreadspring.protocol.ServiceType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A member that keeps all it gets and all it sent. Messages are texts of the sender's
 * name, a number and the service type.
 */
final class RecordingMember {

	private final TestClient client;

	private final List<String> groups;

	private final List<Frame> received = new ArrayList<>();

	private final List<Sent> sent = new ArrayList<>();

	private boolean dead;

	RecordingMember(TestClient client, String... groups) throws IOException {
		this.client = client;
		this.groups = List.of(groups);
		for (String group : groups) {
			client.join(group);
		}
	}

	String send(ServiceType service, String... groups) throws IOException {
		String text = "%s %d %s".formatted(name(), this.sent.size(), service);
		this.client.multicast(service, List.of(groups), text);
		this.sent.add(new Sent(text, List.of(groups)));
		return text;
	}

	/**
	 * Take what has arrived.
	 */
	void drain() {
		try {
			while (this.client.available() > 0) {
				this.received.add(this.client.receive());
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(name(), ex);
		}
	}

	/**
	 * Take in that the daemon was killed.
	 */
	void die() {
		this.dead = true;
	}

	boolean isIn(String group) {
		return this.groups.contains(group);
	}

	boolean isDead() {
		return this.dead;
	}

	/**
	 * Whether the last view of a group has certain members.
	 * @param group the group
	 * @param names the members it must have
	 * @return whether it has
	 */
	boolean sees(String group, List<String> names) {
		for (int i = this.received.size() - 1; i >= 0; i--) {
			Frame frame = this.received.get(i);
			if (!frame.type().isRegular() && !frame.type().isTransition() && frame.privateGroup().equals(group)) {
				return frame.groups().containsAll(names);
			}
		}
		return false;
	}

	String name() {
		return this.client.id().toString();
	}

	List<String> sent(String group) {
		return this.sent.stream().filter((each) -> each.groups().contains(group)).map(Sent::text).toList();
	}

	List<String> sentInOrder(String group) {
		return sent(group).stream().filter(RecordingMember::isOrdered).toList();
	}

	List<String> messages(String group) {
		return this.received.stream()
			.filter((frame) -> frame.type().isRegular() && frame.groups().contains(group))
			.map((frame) -> new String(frame.body()))
			.toList();
	}

	List<String> inOrder(String group) {
		return messages(group).stream().filter(RecordingMember::isOrdered).toList();
	}

	/**
	 * Return what came from one view of a group to the next.
	 * @return the intervals, the last one without an end
	 */
	List<Interval> intervals(String group) {
		List<Interval> intervals = new ArrayList<>();
		Interval current = null;
		for (Frame frame : this.received) {
			if (frame.type().isRegular()) {
				if (current != null && frame.groups().contains(group)) {
					current.messages.add(new String(frame.body()));
				}
			}
			else if (frame.privateGroup().equals(group)) {
				if (frame.type().isTransition()) {
					assertThat(current).isNotNull();
					current.signals++;
				}
				else {
					Interval next = new Interval(frame);
					if (current != null) {
						current.end = frame;
						intervals.add(current);
					}
					current = next;
				}
			}
		}
		if (current != null) {
			intervals.add(current);
		}
		return intervals;
	}

	private static boolean isOrdered(String message) {
		return ServiceType.valueOf(message.substring(message.lastIndexOf(' ') + 1)).isOrdered();
	}

	@Override
	public String toString() {
		return name() + (this.dead ? " (dead)" : "");
	}

	/**
	 * A message.
	 *
	 * @param text its body
	 * @param groups its destinations
	 */
	private record Sent(String text, List<String> groups) {
	}

	/**
	 * What came from one view to the next.
	 */
	static final class Interval {

		private final Frame begin;

		private final List<String> messages = new ArrayList<>();

		private int signals;

		private @Nullable Frame end;

		Interval(Frame begin) {
			this.begin = begin;
		}

		/**
		 * The same for members that go together from one view to another. Ids of groups
		 * can come back when a group was empty, but no names come back here.
		 */
		String key() {
			return "%s -> %s".formatted(describe(this.begin),
					(this.end != null) ? describe(this.end) + ownSet() : "the end " + this);
		}

		private static String describe(Frame view) {
			return MembershipBody.of(view).groupId() + " " + view.groups();
		}

		private List<String> ownSet() {
			Frame next = this.end;
			if (next == null) {
				return List.of();
			}
			MembershipBody body = MembershipBody.of(next);
			return (next.type().cause() == MembershipCause.NETWORK) ? body.sets().get(body.ownSet()) : next.groups();
		}

		List<String> inOrder() {
			return this.messages.stream().filter(RecordingMember::isOrdered).toList();
		}

		boolean includes(RecordingMember sender) {
			return this.begin.groups().contains(sender.name());
		}

		boolean goesOnWith(RecordingMember sender) {
			return includes(sender) && ownSet().contains(sender.name());
		}

		/**
		 * There is a signal where members of the view are lost with their daemon, and
		 * only there.
		 */
		void checkSignal() {
			if (this.end != null) {
				assertThat(this.signals).as("signals in %s", key()).isEqualTo(endsWithLoss() ? 1 : 0);
			}
		}

		boolean endsWithLoss() {
			return this.end != null && this.end.type().cause() == MembershipCause.NETWORK
					&& !Set.copyOf(ownSet()).containsAll(this.begin.groups());
		}

		void checkEqual(Interval other) {
			assertThat(inOrder()).as(key()).isEqualTo(other.inOrder());
			assertThat(new TreeSet<>(this.messages)).as(key()).isEqualTo(new TreeSet<>(other.messages));
			if (this.end != null && other.end != null) {
				assertThat(MembershipBody.of(this.end).sets()).isEqualTo(MembershipBody.of(other.end).sets());
			}
		}

	}

}
