package io.github.spreadspring.benchmarks.soak.check;

import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.message.ConnectionEstablished;
import io.github.spreadspring.client.message.ConnectionRestored;
import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.message.GroupLeft;
import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.MemberDisconnected;
import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.MemberLeft;
import io.github.spreadspring.client.message.NetworkChanged;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.client.message.ViewChanged;
import io.github.spreadspring.protocol.GroupId;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.ServiceType;

/**
 * A history written by hand, told to a checker.
 */
final class History {

	private final Checker checker = new Checker(() -> 0L);

	private final Map<String, GroupView> views = new HashMap<>();

	private final Map<MemberId, Member> members = new LinkedHashMap<>();

	private int networks = 1;

	private @Nullable ViewChanged last;

	Member member(String name, String daemon) {
		Member member = new Member(MemberId.of(name, daemon));
		this.members.put(member.id, member);
		member.saw(new ConnectionEstablished(member.id));
		return member;
	}

	GroupView now(String group) {
		return Objects.requireNonNull(this.views.get(group));
	}

	/**
	 * Change the members of a group without telling anybody.
	 * @param group the group
	 * @param members who is in it now
	 * @return the new view
	 */
	GroupView view(String group, Member... members) {
		GroupView before = this.views.get(group);
		GroupId id = (before != null) ? new GroupId(1, before.id().time(), before.id().index() + 1)
				: new GroupId(1, 1, 1);
		GroupView view = new GroupView(group, id, Arrays.stream(members).map(Member::id).toList());
		this.views.put(group, view);
		return view;
	}

	/**
	 * Return a view with the id of the current one.
	 * @param group the group
	 * @param members who is in it
	 * @return the view
	 */
	GroupView current(String group, Member... members) {
		return new GroupView(group, now(group).id(), Arrays.stream(members).map(Member::id).toList());
	}

	void restart(String group) {
		this.views.remove(group);
	}

	void join(String group, Member member) {
		List<MemberId> before = before(group);
		List<Member> all = new ArrayList<>(before.stream().map(this.members::get).toList());
		all.add(member);
		GroupView view = view(group, all.toArray(Member[]::new));
		before.forEach((id) -> this.members.get(id).saw(new MemberJoined(view, member.id)));
		member.saw(new GroupJoined(view));
	}

	void leave(String group, Member member) {
		GroupView view = without(group, member);
		view.members().forEach((id) -> this.members.get(id).saw(new MemberLeft(view, member.id)));
		member.saw(new GroupLeft(group));
	}

	void disconnect(String group, Member member) {
		GroupView view = without(group, member);
		view.members().forEach((id) -> this.members.get(id).saw(new MemberDisconnected(view, member.id)));
	}

	private GroupView without(String group, Member member) {
		return view(group,
				before(group).stream()
					.filter((id) -> !id.equals(member.id))
					.map(this.members::get)
					.toArray(Member[]::new));
	}

	private List<MemberId> before(String group) {
		GroupView view = this.views.get(group);
		return (view != null) ? view.members() : List.of();
	}

	void send(Member sender, String group) {
		RegularMessage message = sender.message(group);
		before(group).forEach((id) -> this.members.get(id).saw(message));
	}

	ViewChanged network(String group, List<Member> own, int index) {
		return networkOf(group, List.of(own), index);
	}

	ViewChanged network(String group, List<Member> first, List<Member> second, int own) {
		return networkOf(group, List.of(first, second), own);
	}

	private ViewChanged networkOf(String group, List<List<Member>> sets, int own) {
		List<List<MemberId>> ids = sets.stream().map((set) -> set.stream().map(Member::id).toList()).toList();
		GroupView view = new GroupView(group, new GroupId(1, ++this.networks, 1),
				ids.stream().flatMap(List::stream).toList());
		this.views.put(group, view);
		this.last = new NetworkChanged(view, ids, own, null);
		return this.last;
	}

	ViewChanged lastChange() {
		return Objects.requireNonNull(this.last);
	}

	void peace() {
		for (int i = 0; i < this.members.size(); i++) {
			this.checker.closed(i, true);
		}
	}

	Verdict finish() {
		return this.checker.finish();
	}

	/**
	 * A member with one stream.
	 */
	final class Member {

		private final MemberId id;

		private final int stream;

		private final int incarnation;

		private final Map<String, Integer> lanes = new HashMap<>();

		private int ordered;

		private int unordered;

		Member(MemberId id) {
			this.id = id;
			this.stream = History.this.checker.open(id.toString(), StreamPlace.ALONE);
			this.incarnation = History.this.checker.incarnation(id.privateName(), id);
		}

		MemberId id() {
			return this.id;
		}

		void saw(SpreadEvent... events) {
			for (SpreadEvent event : events) {
				History.this.checker.saw(this.stream, event);
			}
		}

		ConnectionRestored restored(MemberId now) {
			return new ConnectionRestored(this.id, now, Duration.ZERO);
		}

		RegularMessage message(String... groups) {
			return message(this.id, ServiceType.AGREED, groups);
		}

		RegularMessage messageFrom(Member other, String... groups) {
			return message(other.id, ServiceType.AGREED, groups);
		}

		RegularMessage safe(String... groups) {
			return message(this.id, ServiceType.SAFE, groups);
		}

		RegularMessage unordered(String... groups) {
			return message(this.id, ServiceType.RELIABLE, groups);
		}

		private RegularMessage message(MemberId sender, ServiceType service, String... groups) {
			boolean order = service.isOrdered();
			List<Integer> numbers = Arrays.stream(groups)
				.map((group) -> order ? this.lanes.merge(group, 1, Integer::sum) : 0)
				.toList();
			Letter letter = new Letter(this.incarnation, order ? ++this.ordered : ++this.unordered, order, numbers);
			History.this.checker.sent(letter, false);
			return new RegularMessage(sender, List.of(groups), service, false, (short) 0, ByteOrder.BIG_ENDIAN,
					letter.encode(40, new Random(1)));
		}

	}

}
